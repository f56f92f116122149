package dev.promontory.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A balance with its lots.
///
/// @param lots those with points left, in no particular order; they need not be there when only
///   credits are decided and nothing is due
public record Holding(Balance balance, List<Lot> lots) {

  public Holding {
    lots = List.copyOf(lots);
  }

  /// Nothing yet.
  public static Holding none(BalanceKey key) {
    return new Holding(Balance.none(key), List.of());
  }

  /// The holding as it is at an instant, even if what was due by then is not posted yet (S2.10).
  ///
  /// @param now not before the last entry
  public Holding asOf(Instant now) {
    return Bookkeeper.settle(this, now, () -> 0).holding();
  }

  /// The earliest instant at which one of the lots changes by the clock, or null.
  static @Nullable Instant nextDueAt(List<Lot> lots) {
    return lots.stream()
        .map(Lot::nextDueAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
