package dev.promontory.ledger;

import java.util.List;

/// What was decided about locked balances.
///
/// @param balances as they are now, but for those just opened
/// @param newLots as they are now, which may be less than they were granted
/// @param changedLots existing ones, as they are now
/// @param newHolds as they are now
/// @param endedHolds existing ones that ended
/// @param entries in the order of their sequences for each balance, with their draws
/// @param holdings those that changed, as they are now, with their open lots as far as they are
///   known
public record LedgerChanges(
    List<Balance> balances,
    List<NewLot> newLots,
    List<Lot> changedLots,
    List<OwnHold> newHolds,
    List<Hold> endedHolds,
    List<Entry> entries,
    List<Holding> holdings) {

  /// A lot and whose it is.
  public record NewLot(BalanceKey key, Lot lot) {}

  public LedgerChanges {
    balances = List.copyOf(balances);
    newLots = List.copyOf(newLots);
    changedLots = List.copyOf(changedLots);
    newHolds = List.copyOf(newHolds);
    endedHolds = List.copyOf(endedHolds);
    entries = List.copyOf(entries);
    holdings = List.copyOf(holdings);
  }
}
