package dev.promontory.ledger;

import dev.promontory.points.Points;

/// What became of a command.
public sealed interface LedgerOutcome {

  /// It is in the ledger.
  ///
  /// @param active what the user has in the wallet then
  record Posted(long transactionId, Points active, Points promised) implements LedgerOutcome {}

  /// Nothing was changed.
  record Refused(LedgerRefusal refusal) implements LedgerOutcome {}
}
