package dev.promontory.rocksdb;

import dev.promontory.live.Effect;
import dev.promontory.live.Fold;
import dev.promontory.live.Input;
import dev.promontory.live.Matched;
import dev.promontory.live.Program;
import dev.promontory.live.Seeds.UserSeed;
import dev.promontory.live.Step;
import dev.promontory.live.host.UserQualified;
import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Slot;
import dev.promontory.rocksdb.store.UserKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Folds inputs into the users of a shard, and parks users until their seeds are there. Owned by
/// the thread of the shard.
final class UserFolding {
  private final Programs programs;
  private final Residents residents;
  private final Deadlines deadlines;
  private final Parking parking;
  private final Handover handover;
  private final Trouble trouble;
  private long qualified;

  UserFolding(
      Programs programs, Residents residents, Deadlines deadlines, Parking parking, Outlet outlet) {
    this.programs = programs;
    this.residents = residents;
    this.deadlines = deadlines;
    this.parking = parking;
    this.handover = outlet.handover();
    this.trouble = outlet.folding();
  }

  /// Where effects and failures go.
  record Outlet(Handover handover, Trouble folding) {}

  /// Folds a record, or parks it if its user waits, or has to.
  void append(Resident resident, Matched matched) {
    var parked = resident.parked;
    if (parked != null) {
      parking.add(parked, matched);
      return;
    }
    var program = programs.of(resident.key.account());
    var missing = Fold.missing(program, resident.state, matched);
    if (missing.isEmpty()) {
      step(resident, () -> Fold.fold(program, resident.state, matched));
      return;
    }
    long position = matched.record().position();
    parking.park(resident, position);
    var fresh = Objects.requireNonNull(resident.parked);
    parking.add(fresh, matched);
    parking.ask(resident, fresh, missing, position);
  }

  /// Lets time pass for a user. One who waits is looked at again afterwards.
  ///
  /// @param next position of the next record of the log
  void clock(Resident resident, long next) {
    if (resident.parked == null && resident.state.nextDueAtMillis() <= deadlines.target()) {
      var program = programs.of(resident.key.account());
      var clock = new Input.Clock(Instant.ofEpochMilli(deadlines.target()));
      var missing = Fold.missing(program, resident.state, clock);
      if (missing.isEmpty()) {
        step(resident, () -> Fold.fold(program, resident.state, clock));
      } else {
        parking.park(resident, next);
        parking.ask(resident, Objects.requireNonNull(resident.parked), missing, next);
      }
    }
  }

  /// An input that cannot be folded is left out; the others of the user, and of everybody else, go
  /// on. Nothing is tried again: the fold is a function, and fails again on the same state until
  /// the program changes. A deadline stays in the state, for the next record of the user or start.
  @SuppressWarnings("ReferenceEquality") // The fold gives the same object where nothing changes.
  private void step(Resident resident, Supplier<Step> fold) {
    Step step;
    try {
      step = fold.get();
    } catch (RuntimeException e) {
      trouble.note(new IllegalStateException("not folded: " + resident.key, e));
      return;
    }
    if (step.state() != resident.state) {
      residents.change(resident, step.state());
      deadlines.follow(resident);
    }
    for (var effect : step.effects()) {
      switch (effect) {
        case Effect.Qualified what ->
            handover.add(resident.key.account(), new UserQualified(resident.key.user(), what));
      }
      qualified++;
    }
  }

  /// Seeds have come: folds what waited for them.
  ///
  /// @param next position of the next record of the log
  void seed(int account, Leaf leaf, List<Long> users, List<UserSeed> found, long next) {
    var rows = HashMap.<Long, List<Slot>>newHashMap(found.size());
    found.forEach(each -> rows.put(each.user(), each.events()));
    var program = programs.of(account);
    for (long user : users) {
      var resident = residents.find(new UserKey(account, user));
      if (resident == null || resident.parked == null) {
        throw new IllegalStateException("a seed comes for a user who does not wait: " + user);
      }
      var seed = new Input.Seed(leaf.number(), leaf.since(), rows.getOrDefault(user, List.of()));
      step(resident, () -> Fold.fold(program, resident.state, seed));
      resident.parked.asked.remove(leaf);
      if (resident.parked.asked.isEmpty()) {
        goOn(program, resident, resident.parked, next);
      }
    }
  }

  /// Folds what waits until another seed is missing.
  private void goOn(Program program, Resident resident, Parked parked, long next) {
    while (!parked.waiting.isEmpty()) {
      var matched = parked.waiting.getFirst();
      var missing = Fold.missing(program, resident.state, matched);
      if (!missing.isEmpty()) {
        parking.ask(resident, parked, missing, matched.record().position());
        return;
      }
      step(resident, () -> Fold.fold(program, resident.state, matched));
      parking.advance(parked);
    }
    parking.release(resident, parked);
    clock(resident, next);
  }

  /// How many have qualified.
  long qualified() {
    return qualified;
  }
}
