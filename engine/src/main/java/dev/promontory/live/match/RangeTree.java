package dev.promontory.live.match;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Intervals sorted by their lower end, as a balanced binary tree without pointers: the root of a
/// stretch of them is its middle, and knows the highest upper end of the stretch. A search takes
/// what it finds and a logarithm of what there is. Immutable.
final class RangeTree<T> {
  /// Three numbers of each interval side by side: its ends, and the highest end below it.
  private static final int WIDTH = 3;

  private final long[] numbers;
  private final List<List<T>> items;

  private RangeTree(long[] numbers, List<List<T>> items) {
    this.numbers = numbers;
    this.items = items;
  }

  /// A tree that is being built.
  static final class Builder<T> {
    private final long[] numbers;
    private final List<List<T>> items;

    /// @param count exactly how many intervals come
    Builder(int count) {
      numbers = new long[WIDTH * count];
      items = new ArrayList<>(count);
    }

    /// Adds an interval, both ends included.
    ///
    /// @param low not below those before
    void add(long low, long high, List<T> some) {
      int at = WIDTH * items.size();
      numbers[at] = low;
      numbers[at + 1] = high;
      items.add(some);
    }

    RangeTree<T> build() {
      raise(0, items.size());
      return new RangeTree<>(numbers, items);
    }

    /// Sets the highest ends of a stretch.
    private long raise(int from, int to) {
      if (from >= to) {
        return Long.MIN_VALUE;
      }
      int middle = (from + to) >>> 1;
      int at = WIDTH * middle;
      long below = Math.max(raise(from, middle), raise(middle + 1, to));
      numbers[at + 2] = Math.max(numbers[at + 1], below);
      return numbers[at + 2];
    }
  }

  /// Gives every interval that holds a number, each once.
  void find(long number, Consumer<T> found) {
    find(0, items.size(), number, found);
  }

  private void find(int first, int to, long number, Consumer<T> found) {
    int from = first;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int at = WIDTH * middle;
      if (numbers[at + 2] < number) {
        return;
      }
      find(from, middle, number, found);
      if (numbers[at] > number) {
        return;
      }
      if (numbers[at + 1] >= number) {
        items.get(middle).forEach(found);
      }
      from = middle + 1;
    }
  }
}
