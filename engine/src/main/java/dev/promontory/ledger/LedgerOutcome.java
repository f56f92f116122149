package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.util.List;

/// What became of a command.
public sealed interface LedgerOutcome {

  /// It is in the ledger.
  ///
  /// @param transactionId of its entry, the first if it has several
  /// @param moved how many points it was about: credited, spent, held, given back or taken back
  /// @param shortfall what a reversal did not find; 0 for all else
  /// @param relatedIds the transactions that its entries end or undo, in their order; empty for a
  ///   new credit, debit or hold
  /// @param after what the user has in the wallet then
  record Posted(
      long transactionId,
      Points moved,
      Points shortfall,
      List<Long> relatedIds,
      Entry.Buckets after)
      implements LedgerOutcome {

    public Posted {
      relatedIds = List.copyOf(relatedIds);
    }

    public Points active() {
      return after.active();
    }

    public Points promised() {
      return after.promised();
    }

    public Points held() {
      return after.held();
    }
  }

  /// Nothing was changed.
  record Refused(LedgerRefusal refusal) implements LedgerOutcome {}
}
