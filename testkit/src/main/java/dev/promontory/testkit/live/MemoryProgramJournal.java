package dev.promontory.testkit.live;

import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.host.ProgramJournal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Changes of programs in memory.
public final class MemoryProgramJournal implements ProgramJournal {
  private final List<ProgramChange> changes = new ArrayList<>();
  private final Set<Campaign> removed = new HashSet<>();
  private long last;

  private record Campaign(int account, long id) {}

  /// Remembers a change.
  public synchronized ProgramChange add(int account, Moment moment, Action action) {
    // Numbers have gaps where transactions were rolled back.
    last += 3;
    var change = new ProgramChange(last, account, moment.position(), moment.at(), action);
    if (action instanceof Action.Remove) {
      removed.add(campaign(change));
    }
    changes.add(change);
    return change;
  }

  private static Campaign campaign(ProgramChange change) {
    return new Campaign(change.account(), change.action().campaign());
  }

  @Override
  public synchronized List<ProgramChange> after(long number, int limit) {
    if (limit < 1 || limit > MAX_CHANGES) {
      throw new IllegalArgumentException("1 to 1,000 changes: " + limit);
    }
    return changes.stream()
        .filter(change -> change.number() > number)
        .filter(
            change ->
                change.action() instanceof Action.Remove || !removed.contains(campaign(change)))
        .limit(limit)
        .toList();
  }
}
