package dev.promontory.app;

import dev.promontory.journal.Overview;
import dev.promontory.journal.Periods;
import dev.promontory.store.Transactions;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What all users of a wallet have, and what came and went.
public final class ShowOverview {
  private final Transactions transactions;

  public ShowOverview(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What is due by now is posted first (S2.10).
  public Overview show(Wallet wallet, Periods periods, Instant now) {
    DueFirst.settle(transactions, wallet, now.truncatedTo(ChronoUnit.MILLIS));
    return transactions.inTransaction(tx -> tx.journal().overview(wallet.id(), periods));
  }
}
