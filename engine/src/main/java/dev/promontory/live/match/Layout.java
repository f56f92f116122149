package dev.promontory.live.match;

import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The paths that patterns ask for, each with a slot of its own, so that an event is read once,
/// whoever asks. Owned by one thread.
final class Layout {
  private final Map<Path, Slot> slots = new HashMap<>();

  /// By the key of the outermost property.
  private final Map<String, Root> roots = new HashMap<>();

  private final Deque<Integer> free = new ArrayDeque<>();
  private int size;

  /// Where the values of a path go.
  private static final class Slot {
    private final int number;
    private int uses;

    private Slot(int number) {
      this.number = number;
    }
  }

  /// The slots that are read from one property.
  private static final class Root {
    private int own = -1;
    private final Map<Path, Integer> inside = new HashMap<>();

    private boolean isEmpty() {
      return own < 0 && inside.isEmpty();
    }
  }

  /// One more asks for a path.
  void use(Path path) {
    var slot = slots.get(path);
    if (slot == null) {
      slot = new Slot(free.isEmpty() ? size++ : free.remove());
      slots.put(path, slot);
      var root = roots.computeIfAbsent(path.root(), _ -> new Root());
      if (path.isSingle()) {
        root.own = slot.number;
      } else {
        root.inside.put(path, slot.number);
      }
    }
    slot.uses++;
  }

  /// One less asks for a path that is in use.
  void release(Path path) {
    var slot = Objects.requireNonNull(slots.get(path));
    if (--slot.uses > 0) {
      return;
    }
    slots.remove(path);
    free.add(slot.number);
    var root = Objects.requireNonNull(roots.get(path.root()));
    if (path.isSingle()) {
      root.own = -1;
    } else {
      root.inside.remove(path);
    }
    if (root.isEmpty()) {
      roots.remove(path.root());
    }
  }

  /// The slot of a path that is in use.
  int slot(Path path) {
    return Objects.requireNonNull(slots.get(path)).number;
  }

  /// What properties have at these paths.
  Seen read(Properties properties) {
    var reading = new Reading(size);
    for (var property : properties.list()) {
      var root = roots.get(property.name().key());
      if (root != null) {
        reading.add(root, property.value());
      }
    }
    return reading.seen();
  }

  /// An event while it is read.
  private static final class Reading {
    private final @Nullable Value[] single;
    private final Map<Integer, List<Value>> several = new HashMap<>(0);
    private int[] present = new int[8];
    private int count;
    private boolean hasSeveral;

    private Reading(int size) {
      single = new Value[size];
    }

    private void add(Root root, Value value) {
      if (root.own >= 0) {
        single[root.own] = value;
        hasSeveral |= value instanceof Value.Texts;
        add(root.own);
      }
      if (!root.inside.isEmpty()) {
        root.inside.forEach((path, slot) -> add(slot, path.valuesIn(value)));
      }
    }

    private void add(int slot, List<Value> values) {
      if (!values.isEmpty()) {
        several.put(slot, values);
        hasSeveral = true;
        add(slot);
      }
    }

    private void add(int slot) {
      if (count == present.length) {
        present = Arrays.copyOf(present, 2 * count);
      }
      present[count++] = slot;
    }

    private Seen seen() {
      return new Seen(single, several, Arrays.copyOf(present, count), hasSeveral);
    }
  }
}
