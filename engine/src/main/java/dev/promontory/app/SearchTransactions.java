package dev.promontory.app;

import dev.promontory.journal.JournalFilter;
import dev.promontory.journal.JournalPlace;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the transactions of a wallet, of one user or of all.
public final class SearchTransactions {
  private final Transactions transactions;

  public SearchTransactions(Transactions transactions) {
    this.transactions = transactions;
  }

  /// One page, newest first. A user who was merged has the transactions of whoever has the points
  /// now.
  ///
  /// With the first page of a user, or of all, what is due by now is posted before (S2.10).
  ///
  /// @param before where the page before ended, or null for the first
  /// @param limit 1 to [dev.promontory.journal.Journal#MAX_PAGE]
  /// @return empty if the account has no such wallet
  public Optional<List<LedgerLine>> search(
      int account, JournalFilter filter, @Nullable JournalPlace before, Instant now, int limit) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    var wallet = transactions.inTransaction(tx -> tx.wallets().find(account, filter.walletId()));
    if (wallet.isEmpty()) {
      return Optional.empty();
    }
    if (before == null && filter.user() == null) {
      DueFirst.settle(transactions, wallet.get(), instant);
    }
    return transactions.inTransaction(
        tx -> Optional.of(search(tx, wallet.get(), filter, new Page(before, instant, limit))));
  }

  private record Page(@Nullable JournalPlace before, Instant now, int limit) {}

  private static List<LedgerLine> search(Tx tx, Wallet wallet, JournalFilter filter, Page page) {
    var asked = filter;
    if (filter.user() != null) {
      var key = tx.ledger().owner(new BalanceKey(wallet.id(), filter.user()));
      DueFirst.settle(tx, wallet, key, page.now());
      asked = filter.of(key.user());
    }
    return tx.journal().newest(asked, page.before(), page.now(), page.limit());
  }
}
