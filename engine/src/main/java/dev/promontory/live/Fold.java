package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import dev.promontory.record.RecordBody;
import java.util.LinkedHashSet;
import java.util.Set;

/// The decisions of live campaigns, one user and one input at a time. Pure.
public final class Fold {
  private Fold() {}

  /// What an input makes of a user. Where nothing changes, the state is the same object.
  ///
  /// @throws IllegalStateException if something has to be judged whose seed is [#missing]
  /// @throws IllegalArgumentException if the input is about another user, or a seed about other
  ///   records than those before its leaf
  public static Step fold(Program program, UserState state, Input input) {
    var folding = new Folding(program, state);
    switch (input) {
      case Input.Appended(var record) -> folding.append(record);
      case Input.Clock(var now) -> folding.fireDue(now.toEpochMilli());
      case Input.ProgramChange() -> folding.forget();
      case Input.Seed seed -> folding.seed(seed);
    }
    return folding.done();
  }

  /// The leaves whose seeds must be folded before an input can be: it may ask them, and what came
  /// before they were counted is not known. Mostly none.
  public static Set<Leaf> missing(Program program, UserState state, Input input) {
    var asked = new LinkedHashSet<Leaf>();
    switch (input) {
      case Input.Appended(var record) -> {
        addDue(program, state, record.receivedAtMillis(), asked);
        if (record.body() instanceof RecordBody.Event event) {
          addTriggered(program, event, asked);
        }
      }
      case Input.Clock(var now) -> addDue(program, state, now.toEpochMilli(), asked);
      case Input.ProgramChange() -> {}
      case Input.Seed _ -> {}
    }
    asked.removeIf(leaf -> program.isReady(leaf, state.tallies().find(leaf.number())));
    return asked;
  }

  private static void addDue(Program program, UserState state, long millis, Set<Leaf> asked) {
    for (var deadline : state.deadlines()) {
      var running = program.campaign(deadline.campaign());
      if (running != null && deadline.dueAtMillis() <= millis) {
        asked.addAll(running.leaves());
      }
    }
  }

  private static void addTriggered(Program program, RecordBody.Event event, Set<Leaf> asked) {
    for (var watch : program.matching(event)) {
      watch.acting().values().forEach(running -> asked.addAll(running.leaves()));
      watch.arming().values().forEach(running -> asked.addAll(running.leaves()));
    }
  }
}
