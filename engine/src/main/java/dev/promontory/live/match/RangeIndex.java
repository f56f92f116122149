package dev.promontory.live.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Intervals of numbers, to be found by a number inside. The first search after a change sorts them
/// into a [RangeTree]; changes are campaigns that begin or end, searches are events.
///
/// Owned by one thread.
final class RangeIndex<T> {
  private static final Comparator<Ends> ORDER =
      Comparator.comparingLong(Ends::low).thenComparingLong(Ends::high);

  private final TreeMap<Ends, List<T>> ranges = new TreeMap<>(ORDER);

  /// Null if there was no search since the last change.
  private @Nullable RangeTree<T> tree;

  /// Both included.
  private record Ends(long low, long high) {}

  /// Adds an interval, both ends included; one that is empty is never found.
  void add(long low, long high, T item) {
    if (low <= high) {
      ranges.computeIfAbsent(new Ends(low, high), _ -> new ArrayList<>(1)).add(item);
      tree = null;
    }
  }

  /// Takes an interval away that was added with these ends.
  void remove(long low, long high, T item) {
    ranges.computeIfPresent(
        new Ends(low, high),
        (_, items) -> {
          items.remove(item);
          return items.isEmpty() ? null : items;
        });
    tree = null;
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /// Gives every interval that holds a number, each once.
  void find(long number, Consumer<T> found) {
    if (tree == null) {
      tree = sorted();
    }
    tree.find(number, found);
  }

  private RangeTree<T> sorted() {
    var sorted = new RangeTree.Builder<T>(ranges.size());
    ranges.forEach((ends, items) -> sorted.add(ends.low(), ends.high(), List.copyOf(items)));
    return sorted.build();
  }
}
