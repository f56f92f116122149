package dev.promontory.testkit.ledger;

import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a script that shows a difference shorter, by leaving out what it shows it without.
final class Shrinking {
  /// How often a script is tried at most.
  private static final int MAX_TRIES = 2000;

  private Shrinking() {}

  /// A report about a script that shows a difference.
  ///
  /// @param firstDifference lets a script happen to new books; null if it shows none
  static String report(Script script, Function<Script, @Nullable String> firstDifference) {
    var shortest = shortened(script, firstDifference);
    return shortest + firstDifference.apply(shortest);
  }

  private static Script shortened(
      Script script, Function<Script, @Nullable String> firstDifference) {
    var shortest = script;
    int tries = 0;
    for (int size = script.steps().size() / 2; size >= 1; ) {
      boolean isShorter = false;
      for (int from = 0; from < shortest.steps().size() && tries < MAX_TRIES; ) {
        var steps = new ArrayList<>(shortest.steps());
        steps.subList(from, Math.min(from + size, steps.size())).clear();
        var candidate = shortest.with(steps);
        tries++;
        if (firstDifference.apply(candidate) != null) {
          shortest = candidate;
          isShorter = true;
        } else {
          from += size;
        }
      }
      size = isShorter && size == 1 && tries < MAX_TRIES ? 1 : size / 2;
    }
    return shortest;
  }
}
