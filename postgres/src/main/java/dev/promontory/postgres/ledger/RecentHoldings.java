package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.Lot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The open lots of balances that were changed lately, so that they need not be read again.
///
/// Every change of a lot comes with an entry, and the balance counts its entries: as long as the
/// locked balance has as many as when its lots were committed, they are still the same, whoever
/// else writes. Safe for use by many threads.
public final class RecentHoldings {
  /// About the most heap that is taken; balances used longest ago are forgotten first.
  static final long MAX_BYTES = 32L << 20;

  /// The most open lots of a balance that is remembered.
  static final int MAX_LOTS = 16;

  /// About what a balance takes, with its key, its seven amounts and its place in the map.
  static final int BALANCE_BYTES = 400;

  /// About what a lot takes, with its three instants and two amounts.
  static final int LOT_BYTES = 180;

  private final Map<BalanceKey, Holding> recent = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /// The open lots of a balance that is locked, or null if they have to be read.
  synchronized @Nullable List<Lot> lots(Balance locked) {
    var known = recent.get(locked.key());
    return known != null && known.balance().equals(locked) ? known.lots() : null;
  }

  /// Remembers what a transaction has committed.
  ///
  /// @param holdings as they are now; those whose open lots are not all there are left out, and
  ///   those with holds
  synchronized void put(Collection<Holding> holdings) {
    for (var holding : holdings) {
      var open = holding.lots().stream().filter(lot -> !lot.remaining().isZero()).toList();
      if (open.size() <= MAX_LOTS && isComplete(holding.balance(), open)) {
        put(new Holding(holding.balance(), open, List.of()));
      }
    }
  }

  private void put(Holding holding) {
    bytes += bytes(holding);
    var before = recent.put(holding.balance().key(), holding);
    if (before != null) {
      bytes -= bytes(before);
    }
    var eldest = recent.values().iterator();
    while (bytes > MAX_BYTES) {
      bytes -= bytes(eldest.next());
      eldest.remove();
    }
  }

  /// About what all of them take, in bytes.
  synchronized long bytes() {
    return bytes;
  }

  private static long bytes(Holding holding) {
    return BALANCE_BYTES + (long) LOT_BYTES * holding.lots().size();
  }

  private static boolean isComplete(Balance balance, List<Lot> open) {
    return balance.held().isZero()
        && sum(open, Lot.Bucket.ACTIVE) == balance.active().thousandths()
        && sum(open, Lot.Bucket.PROMISED) == balance.promised().thousandths();
  }

  private static long sum(List<Lot> lots, Lot.Bucket bucket) {
    return lots.stream()
        .filter(lot -> lot.bucket() == bucket)
        .mapToLong(lot -> lot.remaining().thousandths())
        .sum();
  }
}
