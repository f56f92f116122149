package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happened to a user's points in a wallet.
public final class ShowTransactions {

  /// The lines of a page.
  public static final int PAGE = 100;

  private final Transactions transactions;

  public ShowTransactions(Transactions transactions) {
    this.transactions = transactions;
  }

  /// A page.
  ///
  /// @param holding with the lots that have points left
  /// @param lines newest first
  public record Shown(Holding holding, List<LedgerLine> lines) {}

  /// One page of a wallet of the account. What is due by now is posted first, so that every line
  /// has its transaction id (S2.10).
  ///
  /// @param page 1 and up
  /// @return empty if the account has no such wallet
  public Optional<Shown> show(int account, BalanceKey asked, int page, Instant now) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    return transactions.inTransaction(
        tx ->
            tx.wallets()
                .find(account, asked.walletId())
                .map(
                    wallet -> {
                      var ledger = tx.ledger();
                      var key = ledger.owner(asked);
                      if (ledger.find(key).balance().isDue(instant)) {
                        PostBatch.settle(tx, Map.of(wallet.id(), wallet), List.of(key), instant);
                      }
                      int skip = Math.multiplyExact(page - 1, PAGE);
                      return new Shown(ledger.find(key), ledger.lines(key, skip, PAGE));
                    }));
  }
}
