package dev.promontory.live.match;

import dev.promontory.record.Properties;
import dev.promontory.record.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Patterns by what an event must have: equal values first, each with a node of its own below, then
/// ranges, then the rest. Owned by one thread.
final class Node {
  /// By the key of the outermost property, so that paths the event cannot have cost nothing.
  private final Map<String, Map<Path, Map<Value, Node>>> equalities = new HashMap<>();

  private final Map<String, Map<Path, RangeIndex<Pattern>>> stretches = new HashMap<>();
  private final Set<Pattern> rest = new LinkedHashSet<>();

  boolean isEmpty() {
    return equalities.isEmpty() && stretches.isEmpty() && rest.isEmpty();
  }

  /// @param keys those of the pattern's keys that the way to here has not used
  void add(Pattern pattern, List<Key> keys) {
    if (keys.isEmpty()) {
      rest.add(pattern);
      return;
    }
    switch (keys.getFirst()) {
      case Key.Equality equality -> {
        for (var place : equality.places()) {
          equalities
              .computeIfAbsent(place.path().root(), _ -> new HashMap<>())
              .computeIfAbsent(place.path(), _ -> new HashMap<>())
              .computeIfAbsent(place.value(), _ -> new Node())
              .add(pattern, keys.subList(1, keys.size()));
        }
      }
      case Key.Stretch stretch ->
          stretches
              .computeIfAbsent(stretch.path().root(), _ -> new HashMap<>())
              .computeIfAbsent(stretch.path(), _ -> new RangeIndex<>())
              .add(stretch.low(), stretch.high(), pattern);
    }
  }

  /// Takes away what was added with the same keys.
  void remove(Pattern pattern, List<Key> keys) {
    if (keys.isEmpty()) {
      rest.remove(pattern);
      return;
    }
    switch (keys.getFirst()) {
      case Key.Equality equality ->
          equality.places().forEach(place -> remove(pattern, place, keys.subList(1, keys.size())));
      case Key.Stretch stretch -> remove(pattern, stretch);
    }
  }

  private void remove(Pattern pattern, Key.Place place, List<Key> keys) {
    var byPath = equalities.getOrDefault(place.path().root(), Map.of());
    var byValue = byPath.getOrDefault(place.path(), Map.of());
    var node = byValue.get(place.value());
    if (node == null) {
      return;
    }
    node.remove(pattern, keys);
    if (node.isEmpty()) {
      byValue.remove(place.value());
      if (byValue.isEmpty()) {
        byPath.remove(place.path());
      }
      if (byPath.isEmpty()) {
        equalities.remove(place.path().root());
      }
    }
  }

  private void remove(Pattern pattern, Key.Stretch stretch) {
    var byPath = stretches.getOrDefault(stretch.path().root(), Map.of());
    var ranges = byPath.get(stretch.path());
    if (ranges == null) {
      return;
    }
    ranges.remove(stretch.low(), stretch.high(), pattern);
    if (ranges.isEmpty()) {
      byPath.remove(stretch.path());
      if (byPath.isEmpty()) {
        stretches.remove(stretch.path().root());
      }
    }
  }

  /// Adds the patterns that an event with these properties may pass.
  void find(Properties properties, Set<Pattern> found) {
    found.addAll(rest);
    if (equalities.isEmpty() && stretches.isEmpty()) {
      return;
    }
    for (var property : properties.list()) {
      var nodes = equalities.get(property.name().key());
      var ranges = stretches.get(property.name().key());
      if (nodes == null && ranges == null) {
        continue;
      }
      var single = new Properties(List.of(property));
      if (nodes != null) {
        nodes.forEach((path, below) -> findEqual(path.values(single), below, properties, found));
      }
      if (ranges != null) {
        ranges.forEach((path, index) -> findStretches(path.values(single), index, found));
      }
    }
  }

  private static void findEqual(
      List<Value> values, Map<Value, Node> nodes, Properties properties, Set<Pattern> found) {
    for (var value : values) {
      if (value instanceof Value.Texts(List<String> texts)) {
        findEqual(texts.stream().<Value>map(Value.Text::new).toList(), nodes, properties, found);
        continue;
      }
      var node = nodes.get(Numbers.canonical(value));
      if (node != null) {
        node.find(properties, found);
      }
    }
  }

  private static void findStretches(
      List<Value> values, RangeIndex<Pattern> ranges, Set<Pattern> found) {
    for (var value : values) {
      if (Numbers.isNumber(value)) {
        ranges.find(Numbers.floorMicros(value), found::add);
      }
    }
  }
}
