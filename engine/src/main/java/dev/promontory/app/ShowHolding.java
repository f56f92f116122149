package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Optional;

/// What a user has in one wallet, lot by lot.
public final class ShowHolding {
  private final Transactions transactions;

  public ShowHolding(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The balance and the open lots as they are at `now`, whatever was posted by then (S2.10).
  ///
  /// @return empty if the account has no such wallet
  public Optional<Holding> show(int account, BalanceKey key, Instant now) {
    return transactions.inTransaction(
        tx ->
            tx.wallets()
                .find(account, key.walletId())
                .map(_ -> tx.ledger().find(tx.ledger().owner(key)).asOf(now)));
  }
}
