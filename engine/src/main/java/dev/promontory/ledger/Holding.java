package dev.promontory.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A balance with its lots and holds.
///
/// @param lots those with points left or held, in no particular order; they need not be there when
///   only credits are decided and nothing is due
/// @param holds the open ones; as for the lots
public record Holding(Balance balance, List<Lot> lots, List<Hold> holds) {

  public Holding {
    lots = List.copyOf(lots);
    holds = List.copyOf(holds);
  }

  /// Nothing yet.
  public static Holding none(BalanceKey key) {
    return new Holding(Balance.none(key), List.of(), List.of());
  }

  /// The holding as it is at an instant, even if what was due by then is not posted yet (S2.10).
  ///
  /// @param now not before the last entry
  public Holding asOf(Instant now) {
    return Bookkeeper.settle(this, now, () -> 0).holding();
  }

  /// The same with more lots, of which some may be there already.
  public Holding with(List<Lot> more) {
    if (more.isEmpty()) {
      return this;
    }
    var known = lots.stream().map(Lot::id).collect(Collectors.toSet());
    var added = more.stream().filter(lot -> !known.contains(lot.id()));
    return new Holding(balance, Stream.concat(lots.stream(), added).toList(), holds);
  }

  /// The earliest instant at which the clock changes one of the lots or holds, or null.
  static @Nullable Instant nextDueAt(Stream<Lot> lots, Stream<Hold> holds) {
    return Stream.concat(
            lots.map(Lot::nextDueAt).filter(Objects::nonNull),
            holds.filter(Hold::isOpen).map(Hold::expiresAt))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
