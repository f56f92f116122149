package dev.promontory.ledger;

/// Why a command was not posted. In order of precedence: the first that applies is the answer. The
/// name is stored with idempotency keys and never changes.
public enum LedgerRefusal {
  /// The account has no such wallet.
  UNKNOWN_WALLET,
  /// The wallet is paused or archived: it takes no credits, debits and holds.
  INACTIVE_WALLET,
  /// The user is blocked in this wallet, or deleted: no credits, debits and holds.
  BLOCKED_USER,
  /// The points are 0, or have more decimals than the wallet (S1.9).
  INVALID_POINTS,
  /// The points would expire before they could be used (S2.8).
  NEVER_USABLE,
  /// The user would have had more points than can be counted.
  TOO_MANY_POINTS,
  /// The debit or hold is larger than the active points.
  INSUFFICIENT_POINTS,
  /// The hold was captured or released before, or its time is up.
  HOLD_ENDED,
  /// Everything was refunded or reversed before, or has expired.
  NOTHING_LEFT,
  /// More is asked for than was held, or than is left to refund or reverse.
  MORE_THAN_LEFT
}
