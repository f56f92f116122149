package dev.promontory.audit;

import java.time.Duration;
import java.time.Instant;

/// What a comparison of all balances with their lots, holds and entries came to.
///
/// @param at when it began
/// @param took how long it took
/// @param balances how many balances were compared
/// @param discrepancies how many balances, lots and wallets do not add up
public record Reconciliation(Instant at, Duration took, long balances, long discrepancies) {

  /// One wallet in it. Points are thousandths: issued, redeemed, removed and expired are those of
  /// its entries, held those of its open holds, active and promised those of its lots.
  ///
  /// @param discrepancies how many of its balances and lots do not add up
  public record OfWallet(
      long walletId,
      String name,
      long balances,
      long issued,
      long redeemed,
      long removed,
      long expired,
      long held,
      long active,
      long promised,
      long discrepancies) {

    /// By how many thousandths active + held exceeds issued - (redeemed + removed + expired): 0 if
    /// the wallet adds up.
    public long difference() {
      return active + held - (issued - redeemed - removed - expired);
    }
  }
}
