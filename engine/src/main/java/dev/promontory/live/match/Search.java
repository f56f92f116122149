package dev.promontory.live.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A search for the patterns that one event matches: takes those it may match, and keeps those it
/// does. Local to one search.
final class Search<T> implements Consumer<NameIndex.Entry<T>> {
  private final Seen seen;
  private final Set<NameIndex.Entry<T>> met = new HashSet<>(0);
  private List<T> found = List.of();
  private int tries;

  Search(Seen seen) {
    this.seen = seen;
  }

  Seen seen() {
    return seen;
  }

  /// Tries a pattern, the first time that it comes.
  @Override
  public void accept(NameIndex.Entry<T> entry) {
    if ((seen.hasSeveral() || entry.isSpread()) && !met.add(entry)) {
      return;
    }
    tries++;
    if (entry.passes(seen)) {
      if (found.isEmpty()) {
        found = new ArrayList<>();
      }
      found.add(entry.item());
    }
  }

  /// The items of those that match.
  List<T> found() {
    return found;
  }

  /// How many were tried.
  int tries() {
    return tries;
  }
}
