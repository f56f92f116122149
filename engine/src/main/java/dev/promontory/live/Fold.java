package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
      case Input.Appended(var record) -> {
        var matched = program.match(record);
        if (matched == null) {
          folding.pass(record);
        } else {
          folding.append(matched);
        }
      }
      case Input.Clock(var now) -> folding.fireDue(now.toEpochMilli());
      case Input.ProgramChange() -> folding.forget();
      case Input.Seed seed -> folding.seed(seed);
    }
    return folding.done();
  }

  /// As folding the record, whose conditions were found before.
  ///
  /// @param matched by this program, which has not changed since
  public static Step fold(Program program, UserState state, Matched matched) {
    var folding = new Folding(program, state);
    folding.append(matched);
    return folding.done();
  }

  /// The leaves whose seeds must be folded before an input can be: it may ask them, and what came
  /// before they were counted is not known. Mostly none.
  public static Set<Leaf> missing(Program program, UserState state, Input input) {
    return switch (input) {
      case Input.Appended(var record) -> {
        var matched = program.match(record);
        yield matched == null
            ? new Missing(program, state).due(record.receivedAtMillis()).leaves()
            : missing(program, state, matched);
      }
      case Input.Clock(var now) -> new Missing(program, state).due(now.toEpochMilli()).leaves();
      case Input.ProgramChange() -> Set.of();
      case Input.Seed _ -> Set.of();
    };
  }

  /// As of the record, whose conditions were found before.
  ///
  /// @param matched by this program, which has not changed since
  public static Set<Leaf> missing(Program program, UserState state, Matched matched) {
    return new Missing(program, state)
        .due(matched.record().receivedAtMillis())
        .triggered(matched.watches())
        .leaves();
  }

  /// How a campaign's filter stands to a user, on everything folded so far.
  ///
  /// @param at the instant that windows are counted from; not before the latest receipt folded
  /// @return null if there is no such campaign, or nothing must hold
  /// @throws IllegalStateException if a seed is [#missing(Program, UserState, long)]
  public static @Nullable Judged judge(
      Program program, UserState state, long campaign, Instant at) {
    var running = program.campaign(campaign);
    var filter = running == null ? null : running.filter();
    return filter == null ? null : filter.judge(new View(program, new Draft(state), at));
  }

  /// The leaves whose seeds must be folded before a campaign can be [#judge]d.
  public static Set<Leaf> missing(Program program, UserState state, long campaign) {
    var asked = new LinkedHashSet<>(program.leaves(campaign));
    asked.removeIf(leaf -> program.isReady(leaf, state.tallies().find(leaf.number())));
    return asked;
  }
}
