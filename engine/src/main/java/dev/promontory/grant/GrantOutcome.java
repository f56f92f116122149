package dev.promontory.grant;

import dev.promontory.points.Points;

/// The answer to a grant request; a repeated request gets the first answer again.
public sealed interface GrantOutcome {

  /// The reward was given.
  ///
  /// @param points more than 0
  /// @param transactionId the ledger transaction that credited them
  record Granted(Points points, long transactionId) implements GrantOutcome {}

  /// The calculation gave exactly 0: nothing was credited, and nothing is wrong (S1.7).
  record ZeroAward() implements GrantOutcome {}

  /// The reward was not given.
  record Refused(Refusal refusal) implements GrantOutcome {}
}
