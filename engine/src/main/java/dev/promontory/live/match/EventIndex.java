package dev.promontory.live.match;

import dev.promontory.record.Name;
import dev.promontory.record.RecordBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Patterns, to be found by an event they match: by its name, then by the hash of property values,
/// then by sorted ranges; only what none of these can find is tried one by one. An event costs what
/// it may match, a change what changes, however many patterns there are.
///
/// Owned by one thread.
public final class EventIndex {
  private final Map<Name, Node> nodes = new HashMap<>();

  /// Adds a pattern that is not in here.
  public void add(Pattern pattern) {
    nodes.computeIfAbsent(pattern.source().event(), _ -> new Node()).add(pattern, pattern.keys());
  }

  /// Takes a pattern away; nothing if it is not in here.
  public void remove(Pattern pattern) {
    nodes.computeIfPresent(
        pattern.source().event(),
        (_, node) -> {
          node.remove(pattern, pattern.keys());
          return node.isEmpty() ? null : node;
        });
  }

  /// The patterns that an event matches, each once, in no particular order.
  public List<Pattern> matching(RecordBody.Event event) {
    var candidates = candidates(event);
    if (candidates.isEmpty()) {
      return List.of();
    }
    var matching = new ArrayList<Pattern>(candidates.size());
    for (var pattern : candidates) {
      if (pattern.passes(event.properties())) {
        matching.add(pattern);
      }
    }
    return matching;
  }

  /// Those that are tried for an event.
  Set<Pattern> candidates(RecordBody.Event event) {
    var node = nodes.get(event.name());
    if (node == null) {
      return Set.of();
    }
    var found = new LinkedHashSet<Pattern>();
    node.find(event.properties(), found);
    return found;
  }
}
