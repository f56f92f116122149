package dev.promontory.ledger;

/// A transaction that another one may refer to.
///
/// @param key where it was posted; if the user was merged since, the points are elsewhere
public record Origin(long id, BalanceKey key, EntryType type) {

  /// Whether it can be refunded.
  public boolean isSpending() {
    return type == EntryType.DEBIT || type == EntryType.CAPTURE;
  }
}
