package dev.promontory.ledger;

/// Why a command was not posted. In order of precedence: the first that applies is the answer.
public enum LedgerRefusal {
  /// The account has no such wallet.
  UNKNOWN_WALLET,
  /// The wallet is paused or archived.
  INACTIVE_WALLET,
  /// The points are 0, or have more decimals than the wallet (S1.9).
  INVALID_POINTS,
  /// The points would expire before they could be used (S2.8).
  NEVER_USABLE,
  /// The user would have had more points than can be counted.
  TOO_MANY_POINTS,
  /// The debit is larger than the active points.
  INSUFFICIENT_POINTS
}
