package dev.promontory.bench;

import java.util.Arrays;
import java.util.List;

/// Durations of many calls, kept one by one. Belongs to one thread; several are merged at the end.
public final class Latencies {
  private static final int FIRST_CAPACITY = 1 << 12;
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[FIRST_CAPACITY];
  private int count;

  /// Adds one call.
  ///
  /// @param duration in nanoseconds
  public void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = duration;
  }

  public int count() {
    return count;
  }

  /// All of several threads, once these have ended.
  public static Latencies merged(List<Latencies> parts) {
    var all = new Latencies();
    for (var part : parts) {
      for (int i = 0; i < part.count; i++) {
        all.add(part.nanos[i]);
      }
    }
    return all;
  }

  /// The duration that this share of calls did not exceed, by nearest rank.
  ///
  /// @param share more than 0, at most 1
  /// @return milliseconds; 0 if there were no calls
  public double millisAt(double share) {
    if (count == 0) {
      return 0;
    }
    var sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * count) - 1] / NANOS_PER_MILLI;
  }
}
