package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the leaves that an input may ask and whose seeds are not in. Local to one question, and
/// cheap where nothing is missing, which is mostly so.
final class Missing {
  private final Program program;
  private final UserState state;
  private @Nullable Set<Leaf> found;

  Missing(Program program, UserState state) {
    this.program = program;
    this.state = state;
  }

  /// What deadlines ask that are due by then.
  Missing due(long millis) {
    for (var deadline : state.deadlines()) {
      if (deadline.dueAtMillis() > millis) {
        break;
      }
      var running = program.campaign(deadline.campaign());
      if (running != null) {
        add(running);
      }
    }
    return this;
  }

  /// What campaigns ask that an event triggers or whose deadline it arms.
  Missing triggered(List<Watch> watches) {
    for (var watch : watches) {
      watch.acting().values().forEach(this::add);
      watch.arming().values().forEach(this::add);
    }
    return this;
  }

  private void add(Running running) {
    for (var leaf : running.leaves()) {
      if (!program.isReady(leaf, state.tallies().find(leaf.number()))) {
        if (found == null) {
          found = new LinkedHashSet<>();
        }
        found.add(leaf);
      }
    }
  }

  Set<Leaf> leaves() {
    return found == null ? Set.of() : found;
  }
}
