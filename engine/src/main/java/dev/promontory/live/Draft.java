package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import dev.promontory.record.Profile;
import dev.promontory.record.RecordBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// A user's state while an input is folded. Copies what it changes, once. Local to one fold.
final class Draft {
  private final UserState before;
  private long position;
  private long clockMillis;
  private Profile profile;
  private Tallies tallies;
  private final SortedMap<Integer, Tallies.Kept> changes = new TreeMap<>();
  private List<Deadline> deadlines;
  private boolean isChanged;

  Draft(UserState before) {
    this.before = before;
    position = before.position();
    clockMillis = before.clockMillis();
    profile = before.profile();
    tallies = before.tallies();
    deadlines = before.deadlines();
  }

  UserState done() {
    if (!isChanged) {
      return before;
    }
    var after = changes.isEmpty() ? tallies : tallies.with(changes);
    return new UserState(before.user(), position, clockMillis, profile, after, deadlines);
  }

  long user() {
    return before.user();
  }

  long position() {
    return position;
  }

  /// Takes in a record; the present never goes back.
  void moveTo(long next, long receivedAtMillis) {
    position = next;
    clockMillis = Math.max(clockMillis, receivedAtMillis);
    isChanged = true;
  }

  long clockMillis() {
    return clockMillis;
  }

  Instant now() {
    return Instant.ofEpochMilli(clockMillis);
  }

  Profile profile() {
    return profile;
  }

  void update(RecordBody.ProfileUpdate update) {
    profile = profile.apply(update);
    isChanged = true;
  }

  Tallies.Kept kept(Leaf leaf) {
    var changed = changes.get(leaf.number());
    return changed == null ? tallies.find(leaf.number()) : changed;
  }

  void keep(Leaf leaf, Tallies.Kept kept) {
    if (!kept.equals(kept(leaf))) {
      changes.put(leaf.number(), kept);
      isChanged = true;
    }
  }

  /// Drops what is kept for some leaves; before anything else is changed.
  void forget(IntPredicate gone) {
    var rest = tallies.without(gone);
    isChanged |= !rest.equals(tallies);
    tallies = rest;
  }

  /// In the order in which they are due.
  List<Deadline> deadlines() {
    return deadlines;
  }

  @Nullable Deadline deadline(long campaign) {
    for (var deadline : deadlines) {
      if (deadline.campaign() == campaign) {
        return deadline;
      }
    }
    return null;
  }

  /// Arms a deadline in place of another one of its campaign.
  void arm(Deadline deadline) {
    var next = new ArrayList<>(deadlines);
    next.removeIf(each -> each.campaign() == deadline.campaign());
    next.add(deadline);
    next.sort(Deadline.ORDER);
    deadlines = next;
    isChanged = true;
  }

  void disarm(List<Deadline> some) {
    if (!some.isEmpty()) {
      var next = new ArrayList<>(deadlines);
      next.removeAll(some);
      deadlines = next;
      isChanged = true;
    }
  }
}
