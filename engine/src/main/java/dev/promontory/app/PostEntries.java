package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.Parties;
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
    return post(tx, lockParties(tx, commands), commands, now);
  }

  /// Locks who takes part in commands.
  ///
  /// @throws IllegalArgumentException if there are more than [#MAX_BATCH] commands
  Parties lockParties(Tx tx, List<LedgerCommand> commands) {
    if (commands.size() > MAX_BATCH) {
      throw new IllegalArgumentException("more than " + MAX_BATCH + " commands");
    }
    var keys = new TreeSet<BalanceKey>();
    commands.forEach(command -> keys.add(command.head().key()));
    return tx.ledger().lockParties(keys);
  }

  /// Posts a batch as the other method does.
  ///
  /// @param parties of the commands, perhaps of others, too, locked
  List<LedgerOutcome> post(Tx tx, Parties parties, List<LedgerCommand> commands, Instant now) {
    var ledger = tx.ledger();
    var numbered =
        commands.stream()
            .map(command -> command.with(command.head().numbered(ledger.nextTransactionId())))
            .toList();
    return PostBatch.post(tx, parties, numbered, now.truncatedTo(ChronoUnit.MILLIS));
  }
}
