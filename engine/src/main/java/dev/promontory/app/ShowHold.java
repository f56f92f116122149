package dev.promontory.app;

import dev.promontory.ledger.OwnHold;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.util.Optional;

/// One hold of a wallet.
public final class ShowHold {
  private final Transactions transactions;

  public ShowHold(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The hold as it is at `now`: one whose time is up counts as released, whatever was posted by
  /// then (S2.10). Its key is that of whoever has the points now.
  ///
  /// @return empty if the account has no such wallet, or the wallet no such hold
  public Optional<OwnHold> show(int account, long walletId, long holdId, Instant now) {
    return transactions.inTransaction(
        tx ->
            tx.wallets()
                .find(account, walletId)
                .flatMap(_ -> tx.ledger().hold(walletId, holdId))
                .map(own -> new OwnHold(tx.ledger().owner(own.key()), own.hold().asOf(now))));
  }
}
