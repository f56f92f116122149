package dev.promontory.live.match;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Intervals of numbers, to be found by a number inside. An interval tree whose shape does not
/// depend on its content, so that one more interval costs little: each interval stands at the fork,
/// in the binary tree of all 64-bit numbers, where its two ends part. A search walks the forks
/// above its number, and takes from each only intervals that hold it.
///
/// Owned by one thread.
final class RangeIndex<T> {
  private final Map<Place, Fork<T>> forks = new HashMap<>();
  private final int[] forksAtLevel = new int[Long.SIZE + 1];

  /// A fork: the first bits of all numbers below it.
  ///
  /// @param level how many bits, 0 to 64
  private record Place(int level, long bits) {

    static Place above(int level, long ordered) {
      return new Place(level, level == 0 ? 0 : ordered >>> (Long.SIZE - level));
    }
  }

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
    var place = place(low, high);
    var fork = forks.get(place);
    if (fork == null) {
      fork = new Fork<>();
      forks.put(place, fork);
      forksAtLevel[place.level()]++;
    }
    fork.byLow().computeIfAbsent(low, _ -> new LinkedHashSet<>()).add(item);
    fork.byHigh().computeIfAbsent(high, _ -> new LinkedHashSet<>()).add(item);
  }

  /// Takes an interval away that was added with these ends.
  void remove(long low, long high, T item) {
    if (low > high) {
      return;
    }
    var place = place(low, high);
    var fork = forks.get(place);
    if (fork == null) {
      return;
    }
    take(fork.byLow(), low, item);
    take(fork.byHigh(), high, item);
    if (fork.byLow().isEmpty()) {
      forks.remove(place);
      forksAtLevel[place.level()]--;
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
    return forks.isEmpty();
  }

  /// Gives every interval that holds a number, each once.
  void find(long number, Consumer<T> found) {
    long ordered = ordered(number);
    for (int level = 0; level <= Long.SIZE; level++) {
      if (forksAtLevel[level] == 0) {
        continue;
      }
      var fork = forks.get(Place.above(level, ordered));
      if (fork != null) {
        boolean isLower = level == Long.SIZE || (ordered << level) >= 0;
        var ends = isLower ? fork.byLow() : fork.byHigh();
        ends.headMap(number, true).values().forEach(items -> items.forEach(found));
      }
    }
  }

  private static Place place(long low, long high) {
    long one = ordered(low);
    return Place.above(Long.numberOfLeadingZeros(one ^ ordered(high)), one);
  }

  /// Bits that, read as a number without a sign, have the order of numbers with one.
  private static long ordered(long number) {
    return number ^ Long.MIN_VALUE;
  }
}
