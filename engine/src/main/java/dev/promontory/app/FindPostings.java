package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.Origin;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the debits that a refund, or the credits that a reversal is about: one by its number, or
/// those of an order. Who was merged meanwhile is the other user (S6).
public final class FindPostings {

  /// The most transactions of an order.
  public static final int MAX_OF_ORDER = 100;

  private final Transactions transactions;

  public FindPostings(Transactions transactions) {
    this.transactions = transactions;
  }

  /// What is sought.
  public enum Kind {
    /// Debits and captures.
    SPENDINGS,
    CREDITS
  }

  /// What is known of it: exactly one of transaction and order is there.
  ///
  /// @param user whose, or null: of whoever it is
  public record Wanted(
      Kind kind, @Nullable Long transactionId, @Nullable String orderId, @Nullable Long user) {}

  /// What was found.
  public sealed interface Found {

    /// Transactions of one user, newest first.
    ///
    /// @param key who has the points now
    record Postings(BalanceKey key, List<Long> ids) implements Found {}

    /// The wallet has no such transaction.
    record Nothing() implements Found {}

    /// There is such a transaction, but it is of another kind.
    record OtherKind() implements Found {}

    /// The order is that of several users; nobody said whose is meant.
    record SeveralUsers() implements Found {}

    /// The order has more than [#MAX_OF_ORDER] transactions.
    record TooMany() implements Found {}
  }

  /// Looks into a wallet of the account.
  public Found find(int account, long walletId, Wanted wanted) {
    return transactions.inTransaction(
        tx ->
            tx.wallets()
                .find(account, walletId)
                .map(wallet -> find(tx, wallet.id(), wanted))
                .orElseGet(Found.Nothing::new));
  }

  private static Found find(Tx tx, long walletId, Wanted wanted) {
    var ledger = tx.ledger();
    var origins = origins(ledger, walletId, wanted);
    if (origins.size() > MAX_OF_ORDER) {
      return new Found.TooMany();
    }
    var users = origins.stream().map(origin -> origin.key().user()).distinct().toList();
    var standing = ledger.standing(List.of(walletId), users);
    var only = wanted.user() == null ? null : ledger.owner(new BalanceKey(walletId, wanted.user()));
    var theirs =
        origins.stream()
            .filter(origin -> only == null || standing.owner(origin.key()).equals(only))
            .toList();
    if (theirs.isEmpty()) {
      return new Found.Nothing();
    }
    var fitting = theirs.stream().filter(origin -> fits(origin, wanted.kind())).toList();
    if (fitting.isEmpty()) {
      return new Found.OtherKind();
    }
    var owners = fitting.stream().map(origin -> standing.owner(origin.key())).distinct().toList();
    return owners.size() > 1
        ? new Found.SeveralUsers()
        : new Found.Postings(owners.getFirst(), fitting.stream().map(Origin::id).toList());
  }

  private static List<Origin> origins(Ledger ledger, long walletId, Wanted wanted) {
    if (wanted.transactionId() != null) {
      return ledger.origin(walletId, wanted.transactionId()).stream().toList();
    }
    return wanted.orderId() == null
        ? List.of()
        : ledger.originsOf(walletId, wanted.orderId(), MAX_OF_ORDER + 1);
  }

  private static boolean fits(Origin origin, Kind kind) {
    return switch (kind) {
      case SPENDINGS -> origin.isSpending();
      case CREDITS -> origin.type() == EntryType.CREDIT;
    };
  }
}
