package dev.promontory.testkit.ledger;

/// The smallest amount of points of a wallet. Owned by one thread.
final class Coin {
  /// Where a coin can lie.
  enum Place {
    PROMISED,
    ACTIVE,
    HELD,
    REDEEMED,
    REMOVED,
    EXPIRED,
    REVERSED
  }

  final Pot pot;
  Place place;

  /// The hold or the spending that put it there, or 0.
  int by;

  Coin(Pot pot, Place place, int by) {
    this.pot = pot;
    this.place = place;
    this.by = by;
  }
}
