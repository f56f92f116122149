package dev.promontory.live;

import dev.promontory.live.match.Pattern;
import dev.promontory.live.tally.Leaf;
import java.util.LinkedHashMap;
import java.util.Map;

/// A pattern and who waits for it. Owned by the thread of its program.
final class Watch {
  private final Pattern pattern;
  private final Map<Long, Running> acting = new LinkedHashMap<>();
  private final Map<Long, Running> arming = new LinkedHashMap<>();
  private final Map<Long, Running> cancelled = new LinkedHashMap<>();
  private final Map<Integer, Leaf> leaves = new LinkedHashMap<>();

  Watch(Pattern pattern) {
    this.pattern = pattern;
  }

  Pattern pattern() {
    return pattern;
  }

  /// The campaigns that an event triggers, by id.
  Map<Long, Running> acting() {
    return acting;
  }

  /// The campaigns whose deadline an event arms, by id.
  Map<Long, Running> arming() {
    return arming;
  }

  /// The campaigns whose deadline an event cancels, by id.
  Map<Long, Running> cancelled() {
    return cancelled;
  }

  /// The leaves that count an event, by number.
  Map<Integer, Leaf> leaves() {
    return leaves;
  }

  /// Whether nobody waits.
  boolean isIdle() {
    return acting.isEmpty() && arming.isEmpty() && cancelled.isEmpty() && leaves.isEmpty();
  }
}
