package dev.promontory.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The milestones of a shard that are not reached. Owned by the thread of the shard.
final class Milestones {
  private final Deadlines deadlines;
  private final Parking parking;
  private final Handover handover;
  private final List<Waiting> waiting = new ArrayList<>();

  private static final class Waiting {
    private final Work.Milestone milestone;
    private final long through;

    /// What had qualified when all was folded; null before.
    private Handover.@Nullable Mark mark;

    private Waiting(Work.Milestone milestone, long through) {
      this.milestone = milestone;
      this.through = through;
    }
  }

  Milestones(Deadlines deadlines, Parking parking, Handover handover) {
    this.deadlines = deadlines;
    this.parking = parking;
    this.handover = handover;
  }

  /// @param through position up to which everything has been given
  void add(Work.Milestone milestone, long through) {
    deadlines.passTo(milestone.millis());
    waiting.add(new Waiting(milestone, through));
  }

  /// Those that are reached by now; each is given once.
  List<Work.Milestone> takeReached() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    var reached = new ArrayList<Work.Milestone>();
    for (var each = waiting.iterator(); each.hasNext(); ) {
      var next = each.next();
      if (isReached(next)) {
        each.remove();
        reached.add(next.milestone);
      }
    }
    return reached;
  }

  private boolean isReached(Waiting each) {
    var mark = each.mark;
    if (mark == null) {
      // A deadline that waits for seeds counts as the record behind those that were given.
      if (deadlines.isBehind() || parking.first() <= each.through + 1) {
        return false;
      }
      mark = handover.mark();
      each.mark = mark;
    }
    return switch (each.milestone.depth()) {
      case FOLDED -> true;
      case DECIDED -> mark.isDecided();
    };
  }
}
