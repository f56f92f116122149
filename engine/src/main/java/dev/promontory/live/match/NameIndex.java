package dev.promontory.live.match;

import dev.promontory.record.Properties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The patterns of one event name. Owned by one thread.
final class NameIndex<T> {
  private final Layout layout = new Layout();
  private final Node<T> root = new Node<>();
  private final Map<Pattern, Entry<T>> entries = new HashMap<>();

  void add(Pattern pattern, T item) {
    pattern.clauses().forEach(clause -> clause.forEach(check -> layout.use(check.path())));
    var entry = new Entry<>(pattern, layout, item);
    entries.put(pattern, entry);
    root.add(entry, pattern.keys(), layout);
  }

  void remove(Pattern pattern) {
    var entry = entries.remove(pattern);
    if (entry != null) {
      root.remove(entry, pattern.keys(), layout);
      pattern.clauses().forEach(clause -> clause.forEach(check -> layout.release(check.path())));
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Tries the patterns that an event with these properties may pass.
  Search<T> search(Properties properties) {
    var search = new Search<T>(layout.read(properties));
    root.find(search);
    return search;
  }

  /// A pattern and what stands for it.
  static final class Entry<T> {
    private final List<List<SlotCheck>> clauses;
    private final boolean isSpread;
    private final T item;

    /// A probe of what stands at a slot.
    private record SlotCheck(int slot, Probe probe) {}

    private Entry(Pattern pattern, Layout layout, T item) {
      clauses =
          pattern.clauses().stream()
              .map(
                  clause ->
                      clause.stream()
                          .map(check -> new SlotCheck(layout.slot(check.path()), check.probe()))
                          .toList())
              .toList();
      isSpread =
          pattern.keys().stream()
              .anyMatch(key -> key instanceof Key.Equality(var places) && places.size() > 1);
      this.item = item;
    }

    /// Whether it stands at several places of the index.
    boolean isSpread() {
      return isSpread;
    }

    T item() {
      return item;
    }

    boolean passes(Seen seen) {
      for (var clause : clauses) {
        if (!passesOne(clause, seen)) {
          return false;
        }
      }
      return true;
    }

    private static boolean passesOne(List<SlotCheck> clause, Seen seen) {
      for (var check : clause) {
        if (seen.passes(check.probe(), check.slot())) {
          return true;
        }
      }
      return false;
    }
  }
}
