package dev.promontory.live.attempt;

import dev.promontory.live.Deadline;
import dev.promontory.live.Effect;
import dev.promontory.live.Fold;
import dev.promontory.live.Input;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Program;
import dev.promontory.live.Taken;
import dev.promontory.live.Tolerance;
import dev.promontory.live.UserState;
import dev.promontory.live.attempt.Attempt.Fate;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Folds events into a program of one campaign, without its filter, and watches what becomes of
/// each. For one thread, used once.
final class Telling {
  private final Program program;
  private final Tolerance tolerance;
  private final Deque<ProgramChange> changes;
  private final Map<Long, Attempt> attempts = new TreeMap<>();
  private LiveCampaign campaign;
  private UserState state;
  private boolean isPaused;
  private boolean isRemoved;

  Telling(List<ProgramChange> changes, Tolerance tolerance, long user) {
    this.program = new Program(tolerance, 0);
    this.tolerance = tolerance;
    this.changes = new ArrayDeque<>(changes);
    this.state = UserState.of(user);
    if (!(this.changes.remove().action() instanceof Action.Put(var first))) {
      throw new IllegalArgumentException("a campaign begins by being put");
    }
    campaign = first;
    put(first);
  }

  /// Whether the campaign cannot see an event, since it was published later.
  boolean isFromBefore(LogRecord record) {
    return record.position() <= campaign.life().sincePosition();
  }

  /// Takes in events from before the campaign, which can have cancelled what it arms.
  void begin(List<LogRecord> before) {
    for (var leaf : program.leaves(campaign.id())) {
      var cancelling =
          before.stream()
              .filter(record -> Attempts.cancels(campaign, event(record)))
              .map(record -> leaf.slot(record.epochSecond(), event(record).properties()))
              .toList();
      var seed = new Input.Seed(leaf.number(), leaf.since(), cancelling);
      state = Fold.fold(program, state, seed).state();
    }
  }

  private static RecordBody.Event event(LogRecord record) {
    if (record.body() instanceof RecordBody.Event event) {
      return event;
    }
    throw new IllegalArgumentException("not an event: " + record);
  }

  void take(LogRecord record) {
    var event = event(record);
    changeBefore(record.position());
    pass(receipt(record));
    var open = armed();
    var step = Fold.fold(program, state, new Input.Appended(record));
    state = step.state();
    if (open != null && !open.equals(armed())) {
      tell(open.occurrence(), ended(open, record, event));
    }
    if (Attempts.begins(campaign, event)) {
      attempts.put(record.position(), attempt(record, fate(record)));
    }
    step.effects().forEach(this::judged);
  }

  /// Lets the rest of the time pass.
  List<Attempt> end(Instant now) {
    changeBefore(Long.MAX_VALUE);
    pass(now);
    return List.copyOf(attempts.values());
  }

  private void changeBefore(long position) {
    while (!changes.isEmpty() && changes.getFirst().position() < position) {
      var change = changes.remove();
      pass(change.at());
      var open = armed();
      apply(change.action());
      if (open != null && armed() == null) {
        tell(open.occurrence(), new Fate.Lost(due(open)));
      }
    }
  }

  private void apply(Action action) {
    switch (action) {
      case Action.Put(var live) -> put(live);
      case Action.Pause(long id) -> {
        isPaused = true;
        program.pause(id);
      }
      case Action.Resume(long id) -> {
        isPaused = false;
        program.resume(id);
      }
      case Action.Remove(long id) -> {
        isRemoved = true;
        program.remove(id);
        state = Fold.fold(program, state, new Input.ProgramChange()).state();
      }
    }
  }

  private void put(LiveCampaign live) {
    campaign = live;
    program.put(
        new LiveCampaign(
            live.id(),
            live.revision(),
            live.zone(),
            live.trigger(),
            null,
            Taken.Wanted.NOTHING,
            live.life()));
  }

  private void pass(Instant now) {
    var open = armed();
    var step = Fold.fold(program, state, new Input.Clock(now));
    state = step.state();
    if (open != null && armed() == null) {
      tell(open.occurrence(), new Fate.Lost(due(open)));
    }
    step.effects().forEach(this::judged);
  }

  private void judged(Effect effect) {
    switch (effect) {
      case Effect.Qualified qualified ->
          tell(qualified.occurrence(), new Fate.Judged(qualified.at()));
    }
  }

  private void tell(long position, Fate fate) {
    attempts.computeIfPresent(
        position,
        (_, known) -> new Attempt(position, known.happenedAt(), known.receivedAt(), fate));
  }

  private @Nullable Deadline armed() {
    return state.deadlines().isEmpty() ? null : state.deadlines().getFirst();
  }

  /// What an event did to the deadline that was open before it and is not any more.
  private Fate ended(Deadline open, LogRecord by, RecordBody.Event event) {
    return Attempts.cancels(campaign, event) && open.isCancelledBy(by.epochSecond())
        ? new Fate.Cancelled(due(open), by.position(), Instant.ofEpochSecond(by.epochSecond()))
        : new Fate.Moved(by.position());
  }

  /// What came of an event, as far as can be told when it has just been folded.
  private Fate fate(LogRecord record) {
    var open = armed();
    if (open != null && open.occurrence() == record.position()) {
      return new Fate.Armed(due(open));
    }
    if (!tolerance.allows(record.epochSecond(), record.receivedAtMillis())) {
      return new Fate.NotTimely();
    }
    var life = campaign.life();
    if (isRemoved || !life.holds(receipt(record))) {
      return receipt(record).isBefore(life.start())
          ? new Fate.NotBegun(life.start())
          : new Fate.Over();
    }
    if (isPaused) {
      return new Fate.Paused();
    }
    return open == null ? new Fate.CancelledBefore() : new Fate.Ignored();
  }

  private static Attempt attempt(LogRecord record, Fate fate) {
    return new Attempt(
        record.position(), Instant.ofEpochSecond(record.epochSecond()), receipt(record), fate);
  }

  private static Instant receipt(LogRecord record) {
    return Instant.ofEpochMilli(record.receivedAtMillis());
  }

  private static Instant due(Deadline open) {
    return Instant.ofEpochMilli(open.dueAtMillis());
  }
}
