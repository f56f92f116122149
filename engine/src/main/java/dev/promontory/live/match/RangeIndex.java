package dev.promontory.live.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Intervals of numbers, to be found by a number inside. An interval tree whose shape does not
/// depend on its content, so that one more interval costs little: each interval stands at the fork,
/// in the binary tree of all 64-bit numbers, where its two ends part. A search walks the forks
/// above its number, and takes from each only intervals that hold it.
///
/// Owned by one thread.
final class RangeIndex<T> {
  /// The forks of each level by the bits that all numbers below them begin with: as many as the
  /// level, 0 to 64. Null where there is none.
  private final List<@Nullable Map<Long, Fork<T>>> levels =
      new ArrayList<>(Collections.nCopies(Long.SIZE + 1, null));

  /// Which of the levels below 64 have forks, by bit.
  private long occupied;

  /// The intervals that part here, by either end.
  private record Fork<T>(NavigableMap<Long, Set<T>> byLow, NavigableMap<Long, Set<T>> byHigh) {
    Fork() {
      this(new TreeMap<>(), new TreeMap<>(Comparator.reverseOrder()));
    }
  }

  /// Adds an interval, both ends included; one that is empty is never found.
  void add(long low, long high, T item) {
    if (low > high) {
      return;
    }
    int level = level(low, high);
    var forks = levels.get(level);
    if (forks == null) {
      forks = new HashMap<>();
      levels.set(level, forks);
      occupied |= bit(level);
    }
    var fork = forks.computeIfAbsent(bits(level, low), _ -> new Fork<>());
    fork.byLow().computeIfAbsent(low, _ -> new LinkedHashSet<>()).add(item);
    fork.byHigh().computeIfAbsent(high, _ -> new LinkedHashSet<>()).add(item);
  }

  /// Takes an interval away that was added with these ends.
  void remove(long low, long high, T item) {
    if (low > high) {
      return;
    }
    int level = level(low, high);
    var forks = levels.get(level);
    var fork = forks == null ? null : forks.get(bits(level, low));
    if (forks == null || fork == null) {
      return;
    }
    take(fork.byLow(), low, item);
    take(fork.byHigh(), high, item);
    if (fork.byLow().isEmpty()) {
      forks.remove(bits(level, low));
    }
    if (forks.isEmpty()) {
      levels.set(level, null);
      occupied &= ~bit(level);
    }
  }

  private static <T> void take(NavigableMap<Long, Set<T>> ends, long end, T item) {
    ends.computeIfPresent(
        end,
        (_, items) -> {
          items.remove(item);
          return items.isEmpty() ? null : items;
        });
  }

  boolean isEmpty() {
    return occupied == 0 && levels.getLast() == null;
  }

  /// Gives every interval that holds a number, each once.
  void find(long number, Consumer<T> found) {
    for (long rest = occupied; rest != 0; rest &= rest - 1) {
      find(Long.numberOfTrailingZeros(rest), number, found);
    }
    find(Long.SIZE, number, found);
  }

  private void find(int level, long number, Consumer<T> found) {
    var forks = levels.get(level);
    var fork = forks == null ? null : forks.get(bits(level, number));
    if (fork == null) {
      return;
    }
    boolean isLower = level == Long.SIZE || (ordered(number) << level) >= 0;
    if (isLower) {
      for (var end : fork.byLow().entrySet()) {
        if (end.getKey() > number) {
          return;
        }
        end.getValue().forEach(found);
      }
    } else {
      for (var end : fork.byHigh().entrySet()) {
        if (end.getKey() < number) {
          return;
        }
        end.getValue().forEach(found);
      }
    }
  }

  /// The level of the fork where two numbers part; 64 if they are the same.
  private static int level(long low, long high) {
    return Long.numberOfLeadingZeros(low ^ high);
  }

  /// The first bits of a number.
  private static long bits(int level, long number) {
    return level == 0 ? 0 : ordered(number) >>> (Long.SIZE - level);
  }

  private static long bit(int level) {
    return level == Long.SIZE ? 0 : 1L << level;
  }

  /// Bits that, read as a number without a sign, have the order of numbers with one.
  private static long ordered(long number) {
    return number ^ Long.MIN_VALUE;
  }
}
