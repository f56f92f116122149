package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Posts what is due before something is read, so that every figure is right though the posting job
/// is late (S2.10).
final class DueFirst {
  /// The most balances of one transaction.
  static final int MAX_BATCH = ActivateAndExpireLots.MAX_BATCH;

  /// The most transactions of one look at a wallet.
  static final int MAX_BATCHES = 10_000;

  private DueFirst() {}

  /// Posts what is due of one user, within the reader's transaction.
  ///
  /// @param now to the millisecond
  static void settle(Tx tx, Wallet wallet, BalanceKey key, Instant now) {
    if (tx.ledger().find(key).balance().isDue(now)) {
      PostBatch.settle(tx, Map.of(wallet.id(), wallet), List.of(key), now);
    }
  }

  /// Posts what is due of all users of a wallet, in transactions of its own.
  ///
  /// @param now to the millisecond
  static void settle(Transactions transactions, Wallet wallet, Instant now) {
    for (int batch = 0; batch < MAX_BATCHES; batch++) {
      if (settleBatch(transactions, wallet, now) < MAX_BATCH) {
        return;
      }
    }
    throw new IllegalStateException("wallet " + wallet.id() + " has too much that is overdue");
  }

  private static int settleBatch(Transactions transactions, Wallet wallet, Instant now) {
    return transactions.inTransaction(
        tx -> {
          var keys = tx.journal().due(wallet.id(), now, MAX_BATCH);
          if (!keys.isEmpty()) {
            PostBatch.settle(tx, Map.of(wallet.id(), wallet), keys, now);
          }
          return keys.size();
        });
  }
}
