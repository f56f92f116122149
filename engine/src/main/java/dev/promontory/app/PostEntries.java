package dev.promontory.app;

import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;

/// Posts commands to the ledger.
public final class PostEntries {

  /// The most commands of one batch.
  public static final int MAX_BATCH = Ledger.MAX_BATCH;

  /// Posts a batch within the caller's transaction, in order. Costs a few statements whatever its
  /// size; a command that is refused doesn't keep the others from being posted.
  ///
  /// @param commands their transaction ids are given here
  /// @param now to the millisecond; what is finer is cut off
  /// @return one outcome for each command
  /// @throws IllegalArgumentException if there are more than [#MAX_BATCH] commands
  public List<LedgerOutcome> post(Tx tx, List<LedgerCommand> commands, Instant now) {
    if (commands.size() > MAX_BATCH) {
      throw new IllegalArgumentException("more than " + MAX_BATCH + " commands");
    }
    var ledger = tx.ledger();
    var walletIds = new TreeSet<Long>();
    var users = new TreeSet<Long>();
    for (var command : commands) {
      walletIds.add(command.head().key().walletId());
      users.add(command.head().key().user());
    }
    var numbered =
        commands.stream()
            .map(command -> command.with(command.head().numbered(ledger.nextTransactionId())))
            .toList();
    var parties = ledger.lockParties(walletIds, users);
    return PostBatch.post(tx, parties, numbered, now.truncatedTo(ChronoUnit.MILLIS));
  }
}
