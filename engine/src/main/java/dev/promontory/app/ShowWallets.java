package dev.promontory.app;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.store.Transactions;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a user has in the wallets of an account.
public final class ShowWallets {
  private final Transactions transactions;

  public ShowWallets(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A wallet and what the user has in it.
  public record Shown(Wallet wallet, Balance balance) {}

  /// All wallets that are not archived, in order of their ids, touched by the user or not; as they
  /// are at `now`, whatever was posted by then (S2.10).
  public List<Shown> show(int account, long user, Instant now) {
    return transactions.inTransaction(
        tx -> {
          var wallets = tx.wallets().list(account);
          var ids = wallets.stream().map(Wallet::id).toList();
          long owner = tx.ledger().standing(ids, List.of(user)).owner(user);
          var holdings =
              tx.ledger().holdings(owner, ids).stream()
                  .collect(
                      Collectors.toMap(
                          holding -> holding.balance().key().walletId(), Function.identity()));
          return wallets.stream()
              .map(
                  wallet -> {
                    var none = Holding.none(new BalanceKey(wallet.id(), owner));
                    var holding = holdings.getOrDefault(wallet.id(), none);
                    return new Shown(wallet, holding.asOf(now).balance());
                  })
              .toList();
        });
  }
}
