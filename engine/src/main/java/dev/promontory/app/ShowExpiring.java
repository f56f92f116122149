package dev.promontory.app;

import dev.promontory.journal.Expiring;
import dev.promontory.journal.Periods;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.store.Transactions;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is going to expire, of one user or of all.
public final class ShowExpiring {
  private final Transactions transactions;

  public ShowExpiring(Transactions transactions) {
    this.transactions = transactions;
  }

  /// By period; those in which nothing expires are left out. What is due by now is posted first
  /// (S2.10).
  ///
  /// @param user number of the user, or null for all
  public List<Expiring> show(Wallet wallet, @Nullable Long user, Periods periods, Instant now) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    if (user == null) {
      DueFirst.settle(transactions, wallet, instant);
    }
    return transactions.inTransaction(
        tx -> {
          if (user == null) {
            return tx.journal().expiring(wallet.id(), null, periods);
          }
          var key = tx.ledger().owner(new BalanceKey(wallet.id(), user));
          DueFirst.settle(tx, wallet, key, instant);
          return tx.journal().expiring(wallet.id(), key.user(), periods);
        });
  }
}
