package dev.promontory.rocksdb;

import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramJournal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The remembered changes of programs: which are still to be made, and the last one there is. Owned
/// by the dispatcher.
final class Replay {
  private final Deque<ProgramChange> rest = new ArrayDeque<>();
  private long last;

  /// @param all changes, in order
  /// @param done number of the last one that every shard has made
  Replay(List<ProgramChange> all, long done) {
    last = done;
    for (var change : all) {
      if (change.number() > done) {
        rest.add(change);
        last = change.number();
      }
    }
  }

  /// Everything that a journal tells behind a change.
  static List<ProgramChange> read(ProgramJournal journal, long number) {
    var all = new ArrayList<ProgramChange>();
    var page = journal.after(number, ProgramJournal.MAX_CHANGES);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = journal.after(page.getLast().number(), ProgramJournal.MAX_CHANGES);
    }
    return all;
  }

  /// The next change that is to be made, or null if all are.
  @Nullable ProgramChange next() {
    return rest.peek();
  }

  /// The next change has been made.
  void advance() {
    rest.remove();
  }

  /// Where the next change stands, or [Long#MAX_VALUE].
  long position() {
    var next = rest.peek();
    return next == null ? Long.MAX_VALUE : next.position();
  }

  /// Number of the last change there is.
  long last() {
    return last;
  }

  /// A change has been made that was not remembered before.
  void isMade(ProgramChange change) {
    last = Math.max(last, change.number());
  }
}
