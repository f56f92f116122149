package dev.promontory.live;

import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a condition stood to a user when it was judged, and what it saw.
///
/// @param seen null for a group and for a list of users
/// @param parts of a group, in the order of the rule; none for a single condition
public record Judged(boolean holds, @Nullable Seen seen, List<Judged> parts) {

  /// What a condition saw.
  public sealed interface Seen {

    /// The most values that are told.
    int MAX_VALUES = 10;

    /// The events that lay in its window and passed its tests.
    ///
    /// @param sum of the property that it sums or averages; null if it only counts
    record Events(long count, @Nullable BigDecimal sum) implements Seen {}

    /// What stood at its property; empty if nothing did. At most [#MAX_VALUES].
    record Values(List<Value> values) implements Seen {
      public Values {
        values = values.stream().limit(MAX_VALUES).toList();
      }
    }
  }

  public Judged {
    parts = List.copyOf(parts);
  }
}
