package dev.promontory.live.match;

import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Patterns, to be found by an event they match: by its name, then by the hash of property values,
/// then by sorted ranges; only what none of these can find is tried one by one. An event costs what
/// it may match, however many patterns there are; a change costs what changes, and that the ranges
/// beside it are sorted again.
///
/// Owned by one thread.
///
/// @param <T> what stands for a pattern
public final class EventIndex<T> {
  private final Map<Name, NameIndex<T>> names = new HashMap<>();

  /// Adds a pattern that is not in here.
  ///
  /// @param item what is found by it
  public void add(Pattern pattern, T item) {
    names.computeIfAbsent(pattern.source().event(), _ -> new NameIndex<>()).add(pattern, item);
  }

  /// Takes a pattern away; nothing if it is not in here.
  public void remove(Pattern pattern) {
    names.computeIfPresent(
        pattern.source().event(),
        (_, patterns) -> {
          patterns.remove(pattern);
          return patterns.isEmpty() ? null : patterns;
        });
  }

  /// The items of the patterns that an event matches, each once, in no particular order.
  public List<T> matching(RecordBody.Event event) {
    var patterns = names.get(event.name());
    return patterns == null ? List.of() : patterns.search(event.properties()).found();
  }

  /// How many patterns are tried for an event.
  int tries(RecordBody.Event event) {
    var patterns = names.get(event.name());
    return patterns == null ? 0 : patterns.search(event.properties()).tries();
  }
}
