package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/// One fold while it happens. Local to it.
final class Folding {
  private final Program program;
  private final Draft draft;
  private final List<Effect> effects = new ArrayList<>();

  Folding(Program program, UserState state) {
    this.program = program;
    draft = new Draft(state);
  }

  Step done() {
    return new Step(draft.done(), effects);
  }

  /// A record that concerns the program.
  void append(Matched matched) {
    var record = matched.record();
    if (isKnown(record)) {
      return;
    }
    fireDue(record.receivedAtMillis());
    draft.moveTo(record.position(), record.receivedAtMillis());
    switch (record.body()) {
      case RecordBody.ProfileUpdate update -> draft.update(update);
      case RecordBody.Event event -> event(record, event, matched.watches());
    }
  }

  /// An event that concerns nobody: it leaves no trace but the time that has passed.
  void pass(LogRecord record) {
    if (!isKnown(record)) {
      fireDue(record.receivedAtMillis());
    }
  }

  private boolean isKnown(LogRecord record) {
    if (record.user() != draft.user()) {
      throw new IllegalArgumentException("a record of another user: " + record.user());
    }
    return record.position() <= draft.position();
  }

  /// Fires what is due by then, each deadline judged at its own time.
  void fireDue(long millis) {
    if (draft.deadlines().isEmpty()) {
      return;
    }
    var due = draft.deadlines().stream().filter(each -> each.dueAtMillis() <= millis).toList();
    draft.disarm(due);
    due.forEach(this::fire);
  }

  private void fire(Deadline deadline) {
    var running = program.campaign(deadline.campaign());
    if (running == null || running.isPaused()) {
      return;
    }
    // The last moment before it was due: whatever fires it, and when, makes no difference.
    var at = Instant.ofEpochMilli(deadline.dueAtMillis() - 1);
    if (running.campaign().life().holds(at) && running.accepts(new View(program, draft, at))) {
      effects.add(
          new Effect.Qualified(
              running.id(),
              running.campaign().revision(),
              deadline.occurrence(),
              Taken.NOTHING,
              at));
    }
  }

  /// Judges first, so that the event does not count for its own filter, then cancels, arms, counts.
  private void event(LogRecord record, RecordBody.Event event, List<Watch> watches) {
    boolean isTimely = program.tolerance().allows(record.epochSecond(), record.receivedAtMillis());
    if (isTimely) {
      qualify(record, event, watches);
    }
    cancel(record.epochSecond(), watches);
    if (isTimely) {
      arm(record, watches);
    }
    count(record, event, watches);
  }

  private void qualify(LogRecord record, RecordBody.Event event, List<Watch> watches) {
    var acting = new TreeMap<Long, Running>();
    watches.forEach(watch -> acting.putAll(watch.acting()));
    if (acting.isEmpty()) {
      return;
    }
    var now = draft.now();
    var view = new View(program, draft, now);
    for (var running : acting.values()) {
      if (running.sees(record.position(), now) && running.accepts(view)) {
        effects.add(
            new Effect.Qualified(
                running.id(),
                running.campaign().revision(),
                record.position(),
                running.campaign().wanted().from(event.properties()),
                now));
      }
    }
  }

  private void cancel(long epochSecond, List<Watch> watches) {
    if (draft.deadlines().isEmpty()) {
      return;
    }
    draft.disarm(
        draft.deadlines().stream()
            .filter(deadline -> deadline.isCancelledBy(epochSecond))
            .filter(
                deadline ->
                    watches.stream()
                        .anyMatch(watch -> watch.cancelled().containsKey(deadline.campaign())))
            .toList());
  }

  private void arm(LogRecord record, List<Watch> watches) {
    for (var watch : watches) {
      for (var running : watch.arming().values()) {
        if (running.sees(record.position(), draft.now())
            && running.campaign().trigger() instanceof Trigger.Inaction inaction) {
          arm(record, running, inaction);
        }
      }
    }
  }

  private void arm(LogRecord record, Running running, Trigger.Inaction inaction) {
    var deadline = deadline(record, running, inaction);
    var armed = draft.deadline(running.id());
    if (armed != null
        && (inaction.rearm() == Trigger.Rearm.FIRST || deadline.doneAt() <= armed.doneAt())) {
      return;
    }
    if (isCancelledAlready(deadline, Objects.requireNonNull(running.cancelling()))) {
      draft.disarm(armed == null ? List.of() : List.of(armed));
    } else {
      draft.arm(deadline);
    }
  }

  private Deadline deadline(LogRecord record, Running running, Trigger.Inaction inaction) {
    var done = Instant.ofEpochSecond(record.epochSecond());
    long until = inaction.within().after(done, running.campaign().zone()).getEpochSecond();
    // Events are timed in whole seconds, so the last one is open until it is over. An event that
    // arrives late waits for what arrives with it.
    long due = Math.max((until + 1) * 1_000, draft.clockMillis() + 1);
    return new Deadline(running.id(), record.position(), record.epochSecond(), until, due);
  }

  /// Whether what cancels it arrived before what arms it.
  private boolean isCancelledAlready(Deadline deadline, Leaf cancelling) {
    var kept = draft.kept(cancelling);
    if (!program.isReady(cancelling, kept)) {
      throw new IllegalStateException("a deadline is armed before its seed: " + deadline);
    }
    return Leaf.anyWithin(kept.tally(), deadline.doneAt(), deadline.until());
  }

  private void count(LogRecord record, RecordBody.Event event, List<Watch> watches) {
    var now = draft.now();
    for (var watch : watches) {
      for (var leaf : watch.leaves().values()) {
        if (record.position() <= leaf.since()) {
          continue;
        }
        var kept = draft.kept(leaf);
        var settled = leaf.settle(kept.tally(), now);
        var slot = leaf.slot(record.epochSecond(), event.properties());
        draft.keep(leaf, new Tallies.Kept(kept.isSeeded(), leaf.add(settled, slot, now)));
      }
    }
  }

  void seed(Input.Seed seed) {
    var leaf = program.leaf(seed.leaf());
    if (leaf == null || program.isReady(leaf, draft.kept(leaf))) {
      return;
    }
    if (seed.until() != leaf.since()) {
      throw new IllegalArgumentException(
          "leaf %d is counted from %d, not %d".formatted(seed.leaf(), leaf.since(), seed.until()));
    }
    var tally = draft.kept(leaf).tally();
    for (var slot : seed.events()) {
      tally = leaf.add(tally, slot, draft.now());
    }
    draft.keep(leaf, new Tallies.Kept(true, tally));
  }

  void forget() {
    draft.forget(leaf -> program.leaf(leaf) == null);
    draft.disarm(
        draft.deadlines().stream()
            .filter(deadline -> program.campaign(deadline.campaign()) == null)
            .toList());
  }
}
