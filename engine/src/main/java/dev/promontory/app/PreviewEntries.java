package dev.promontory.app;

import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.List;

/// Tells what credits and debits would do, and does nothing: they are posted in a transaction that
/// is undone, so what is told is exactly what posting them would have answered at this moment.
public final class PreviewEntries {
  private final Transactions transactions;

  public PreviewEntries(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Undoes the transaction that it is thrown in. No failure: it carries the answer.
  private static final class Undone extends RuntimeException {
    private final transient List<LedgerOutcome> outcomes;

    private Undone(List<LedgerOutcome> outcomes) {
      super("undone as asked for", null, false, false);
      this.outcomes = outcomes;
    }
  }

  /// One outcome for each command; the transaction ids in them are never used.
  ///
  /// @throws IllegalArgumentException if there are more than [PostEntries#MAX_BATCH] commands
  public List<LedgerOutcome> preview(List<LedgerCommand> commands, Instant now) {
    try {
      return transactions.inTransaction(
          tx -> {
            throw new Undone(new PostEntries().post(tx, commands, now));
          });
    } catch (Undone undone) {
      return undone.outcomes;
    }
  }
}
