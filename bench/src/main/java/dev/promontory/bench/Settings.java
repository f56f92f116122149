package dev.promontory.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/// What a scenario is run with.
///
/// @param seed of all generated data
/// @param folder an empty folder for databases and files, deleted afterwards
/// @param out where progress goes
public record Settings(Scale scale, long seed, Path folder, PrintStream out) {

  /// The seed when none is given.
  public static final long DEFAULT_SEED = 20_260_101;

  /// How much work a scenario is given.
  public enum Scale {
    /// A minute or so over all scenarios: shows that they work; the figures mean little.
    SMALL,
    /// The sizes that the targets are stated for.
    FULL;

    /// @throws IllegalArgumentException if there is no such scale
    static Scale named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// The name on the command line.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One of two sizes, by scale.
  public long size(long full, long small) {
    return scale == Scale.FULL ? full : small;
  }

  /// One of two sizes, by scale.
  public int size(int full, int small) {
    return scale == Scale.FULL ? full : small;
  }

  /// Tells the person who waits what goes on.
  public void say(String sentence) {
    out.println("  " + sentence);
  }
}
