package dev.promontory.duckdb.table;

import dev.promontory.record.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The paths of an account and their numbers, 1 and up in order of first use. Grown by the writing
/// thread only; everybody else has a copy that does not change any more.
public final class Paths {
  /// The most paths of an account. What is written under further ones is kept and told, but no rule
  /// finds it.
  public static final int MAX_PATHS = 100_000;

  /// Instead of a number, if there is none.
  static final int NONE = 0;

  private final Map<String, Integer> numbers;
  private final List<Name> names;

  Paths() {
    this(Map.of(), List.of());
  }

  private Paths(Map<String, Integer> numbers, List<Name> names) {
    this.numbers = new HashMap<>(numbers);
    this.names = new ArrayList<>(names);
  }

  Paths copy() {
    return new Paths(numbers, names);
  }

  /// The number of a path, 0 if it has none.
  public int find(Name path) {
    return numbers.getOrDefault(path.key(), NONE);
  }

  /// The path with a number, as first written.
  public Name name(int number) {
    return names.get(number - 1);
  }

  /// Whether the path with this number leads inside another.
  boolean isInner(int number) {
    return name(number).key().indexOf('.') >= 0;
  }

  int size() {
    return names.size();
  }

  /// The number of a path, which gets one unless there are [#MAX_PATHS] already.
  int findOrAdd(Name path) {
    int known = find(path);
    if (known != NONE || names.size() >= MAX_PATHS) {
      return known;
    }
    names.add(path);
    numbers.put(path.key(), names.size());
    return names.size();
  }
}
