package dev.promontory.testkit.ledger;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.MergeUsers;
import dev.promontory.app.PostEntries;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.List;

/// A new wallet in a store, with users of its own. Owned by one thread.
final class StoreBooks implements Books {
  private final Transactions transactions;
  private final Account account;
  private final Wallet wallet;
  private final long firstUser;

  StoreBooks(Transactions transactions, Account account, Wallet draft) {
    this.transactions = transactions;
    this.account = account;
    this.wallet =
        transactions.inTransaction(
            tx ->
                tx.wallets()
                    .create(Wallets.numbered(draft, account, Rewards.fresh()))
                    .orElseThrow());
    this.firstUser = 1000 * Rewards.fresh();
  }

  @Override
  public Wallet wallet() {
    return wallet;
  }

  @Override
  public List<LedgerOutcome> post(List<LedgerCommand> commands, Instant now) {
    var ours =
        commands.stream()
            .map(command -> command.with(command.head().of(key(command.head().key().user()))))
            .toList();
    return transactions.inTransaction(tx -> new PostEntries().post(tx, ours, now));
  }

  @Override
  public void settle(Instant now) {
    var lots = new ActivateAndExpireLots(transactions);
    while (lots.doDue(now)) {
      // Until nothing is left.
    }
  }

  @Override
  public void merge(long from, long into, Instant now) {
    transactions.inTransaction(
        tx -> new MergeUsers().merge(tx, account, firstUser + from, firstUser + into, now));
  }

  @Override
  public void change(Wallet changed) {
    throw new UnsupportedOperationException("its definition stays as it is");
  }

  @Override
  public void block(long user, boolean isBlocked) {
    throw new UnsupportedOperationException("nobody is blocked");
  }

  @Override
  public Holding find(long user) {
    return transactions.inTransaction(tx -> tx.ledger().find(key(user)));
  }

  @Override
  public List<String> broken() {
    return List.of();
  }

  private BalanceKey key(long user) {
    return new BalanceKey(wallet.id(), firstUser + user);
  }
}
