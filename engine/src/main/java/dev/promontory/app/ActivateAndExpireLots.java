package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;

/// Posts what the clock does to lots: promised points become active, active points expire. Balances
/// are right without it (S2.10); the entries and the reward events come from here.
public final class ActivateAndExpireLots implements DueWork {

  /// The most balances of one batch.
  public static final int MAX_BATCH = 1000;

  private final Transactions transactions;

  public ActivateAndExpireLots(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> nextDueAt() {
    return transactions.inTransaction(tx -> tx.ledger().nextDueAt());
  }

  @Override
  public boolean doDue(Instant now) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    return transactions.inTransaction(
        tx -> {
          var keys = tx.ledger().due(instant, MAX_BATCH);
          var walletIds = new TreeSet<Long>();
          keys.stream().map(BalanceKey::walletId).forEach(walletIds::add);
          PostBatch.settle(tx, tx.wallets().findAll(walletIds), keys, instant);
          return keys.size() == MAX_BATCH;
        });
  }
}
