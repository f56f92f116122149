package dev.promontory.live.match;

import dev.promontory.record.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an event has at the slots of a [Layout]. Not changed once it is read.
final class Seen {
  private final @Nullable Value[] single;
  private final Map<Integer, List<Value>> several;
  private final int[] present;
  private final boolean hasSeveral;

  /// @param single by slot, of paths that are one name; null where nothing stands
  /// @param several by slot, of paths inside of a property; none is empty
  /// @param present the slots where anything stands
  /// @param hasSeveral whether more than one value may stand at a slot
  Seen(
      @Nullable Value[] single,
      Map<Integer, List<Value>> several,
      int[] present,
      boolean hasSeveral) {
    this.single = single;
    this.several = several;
    this.present = present;
    this.hasSeveral = hasSeveral;
  }

  /// How many slots have anything.
  int count() {
    return present.length;
  }

  /// A slot that has something.
  ///
  /// @param place from 0, below [#count]
  int slot(int place) {
    return present[place];
  }

  boolean hasSeveral() {
    return hasSeveral;
  }

  /// The one value at a slot; null if none, or if [#several] tells.
  @Nullable Value single(int slot) {
    return single[slot];
  }

  /// The values at a slot whose path leads inside of a property.
  List<Value> several(int slot) {
    return several.isEmpty() ? List.of() : several.getOrDefault(slot, List.of());
  }

  /// Whether a probe passes what stands at a slot.
  boolean passes(Probe probe, int slot) {
    var value = single[slot];
    return value == null ? probe.passes(several(slot)) : probe.passes(value);
  }
}
