package dev.promontory.live.match;

import dev.promontory.record.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Patterns by what an event must have: equal values first, each with a node of its own below, then
/// ranges, then the rest. Owned by one thread.
final class Node<T> {
  private final Map<Integer, Field<T>> bySlot = new HashMap<>();

  /// The same as a list.
  private final List<Field<T>> fields = new ArrayList<>(1);

  private final Set<NameIndex.Entry<T>> rest = new LinkedHashSet<>();

  /// What is asked of one path.
  private static final class Field<T> {
    private final int slot;
    private final Map<Value, Node<T>> equal = new HashMap<>();
    private final RangeIndex<NameIndex.Entry<T>> ranges = new RangeIndex<>();

    private Field(int slot) {
      this.slot = slot;
    }

    private boolean isEmpty() {
      return equal.isEmpty() && ranges.isEmpty();
    }

    private void find(Search<T> search) {
      var value = search.seen().single(slot);
      if (value == null) {
        for (var each : search.seen().several(slot)) {
          find(each, search);
        }
      } else {
        find(value, search);
      }
    }

    private void find(Value value, Search<T> search) {
      if (value instanceof Value.Texts(List<String> texts)) {
        texts.forEach(text -> findEqual(new Value.Text(text), search));
        return;
      }
      findEqual(value, search);
      if (!ranges.isEmpty() && Numbers.isNumber(value)) {
        ranges.find(Numbers.floorMicros(value), search);
      }
    }

    private void findEqual(Value value, Search<T> search) {
      var node = equal.isEmpty() ? null : equal.get(Numbers.canonical(value));
      if (node != null) {
        node.find(search);
      }
    }
  }

  boolean isEmpty() {
    return fields.isEmpty() && rest.isEmpty();
  }

  /// @param keys those of the pattern's keys that the way to here has not used
  void add(NameIndex.Entry<T> entry, List<Key> keys, Layout layout) {
    if (keys.isEmpty()) {
      rest.add(entry);
      return;
    }
    switch (keys.getFirst()) {
      case Key.Equality(var places) -> {
        for (var place : places) {
          field(layout.slot(place.path()))
              .equal
              .computeIfAbsent(place.value(), _ -> new Node<>())
              .add(entry, keys.subList(1, keys.size()), layout);
        }
      }
      case Key.Stretch(var path, long low, long high) ->
          field(layout.slot(path)).ranges.add(low, high, entry);
    }
  }

  private Field<T> field(int slot) {
    return bySlot.computeIfAbsent(
        slot,
        _ -> {
          var field = new Field<T>(slot);
          fields.add(field);
          return field;
        });
  }

  /// Takes away what was added with the same keys.
  void remove(NameIndex.Entry<T> entry, List<Key> keys, Layout layout) {
    if (keys.isEmpty()) {
      rest.remove(entry);
      return;
    }
    switch (keys.getFirst()) {
      case Key.Equality(var places) -> {
        for (var place : places) {
          var field = field(layout.slot(place.path()));
          field.equal.computeIfPresent(
              place.value(),
              (_, node) -> {
                node.remove(entry, keys.subList(1, keys.size()), layout);
                return node.isEmpty() ? null : node;
              });
          dropIfEmpty(field);
        }
      }
      case Key.Stretch(var path, long low, long high) -> {
        var field = field(layout.slot(path));
        field.ranges.remove(low, high, entry);
        dropIfEmpty(field);
      }
    }
  }

  private void dropIfEmpty(Field<T> field) {
    if (field.isEmpty()) {
      bySlot.remove(field.slot);
      fields.remove(field);
    }
  }

  /// Gives the search what an event may pass, at the cost of what the event has or of what is asked
  /// here, whichever is less.
  void find(Search<T> search) {
    if (!rest.isEmpty()) {
      rest.forEach(search);
    }
    var seen = search.seen();
    if (fields.size() <= seen.count()) {
      for (int i = 0; i < fields.size(); i++) {
        fields.get(i).find(search);
      }
    } else {
      for (int i = 0; i < seen.count(); i++) {
        var field = bySlot.get(seen.slot(i));
        if (field != null) {
          field.find(search);
        }
      }
    }
  }
}
