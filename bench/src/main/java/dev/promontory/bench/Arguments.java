package dev.promontory.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// The command line of the benchmarks: `[name…] [--scale small|full] [--seed N] [--results
/// FOLDER]`.
///
/// @param names the scenarios to run, in that order; empty: all of them
/// @param results where the result files go
record Arguments(List<String> names, Settings.Scale scale, long seed, Path results) {
  private static final Path DEFAULT_RESULTS = Path.of("bench", "results");

  /// @throws IllegalArgumentException with a sentence for the caller
  static Arguments parse(List<String> words) {
    var names = new ArrayList<String>();
    var scale = Settings.Scale.FULL;
    var seed = Settings.DEFAULT_SEED;
    var results = DEFAULT_RESULTS;
    Deque<String> left = new ArrayDeque<>(words);
    while (!left.isEmpty()) {
      var word = left.pop();
      switch (word) {
        case "--scale" -> scale = scale(value(word, left));
        case "--seed" -> seed = number(value(word, left));
        case "--results" -> results = Path.of(value(word, left));
        default -> names.add(name(word));
      }
    }
    return new Arguments(List.copyOf(names), scale, seed, results);
  }

  private static String name(String word) {
    if (word.startsWith("-")) {
      throw new IllegalArgumentException("there is no option " + word);
    }
    return word.toLowerCase(Locale.ROOT);
  }

  private static String value(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return left.pop();
  }

  private static Settings.Scale scale(String word) {
    try {
      return Settings.Scale.named(word);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("--scale is small or full, not " + word);
    }
  }

  private static long number(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("--seed is a whole number, not " + word);
    }
  }
}
