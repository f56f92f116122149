package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.MovePoints.Move;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Ledger;
import dev.promontory.points.Points;
import dev.promontory.store.Tx;
import dev.promontory.user.Departures.Merged;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes two users one as far as points and rewards go (S6): lots and holds move with their lives,
/// what comes later goes to the survivor, and refunds and reversals of earlier transactions work
/// on. What the merged user did stays under its own number, in the log and for rules.
public final class MergeUsers {

  /// What came of it.
  public enum Outcome {
    /// They are one now.
    MERGED,
    /// They were one before; nothing was done.
    ONE_ALREADY,
    /// One of them was deleted; nothing was done.
    DELETED,
    /// Together they would have more points than can be counted; nothing was done.
    TOO_MANY_POINTS
  }

  /// Merges users within the caller's transaction.
  ///
  /// @param from whose points move
  /// @param into the survivor
  public Outcome merge(Tx tx, Account account, long from, long into, Instant now) {
    tx.departures().lock(account.number());
    var wallets = tx.wallets().findAllOf(account.number());
    var ids = wallets.stream().map(Wallet::id).toList();
    var standing = tx.ledger().standing(ids, List.of(from, into));
    if (standing.deleted().contains(from) || standing.deleted().contains(into)) {
      return Outcome.DELETED;
    }
    long giver = standing.owner(from);
    long taker = standing.owner(into);
    if (giver == taker) {
      return Outcome.ONE_ALREADY;
    }
    var at = now.truncatedTo(ChronoUnit.MILLIS);
    var moves =
        ids.stream()
            .map(id -> new Move(new BalanceKey(id, giver), new BalanceKey(id, taker)))
            .toList();
    if (moves.stream().anyMatch(move -> isTooMuch(tx.ledger(), move))) {
      return Outcome.TOO_MANY_POINTS;
    }
    tx.departures().merge(new Merged(account.number(), giver, taker), at);
    new MovePoints(tx, byId(wallets), at).move(moves);
    return Outcome.MERGED;
  }

  private static boolean isTooMuch(Ledger ledger, Move move) {
    return ever(ledger, move.from()) + ever(ledger, move.into()) > Points.MAX_THOUSANDTHS;
  }

  private static long ever(Ledger ledger, BalanceKey key) {
    var balance = ledger.find(key).balance();
    return balance.credited().thousandths() + balance.promised().thousandths();
  }

  static Map<Long, Wallet> byId(List<Wallet> wallets) {
    return wallets.stream().collect(Collectors.toMap(Wallet::id, Function.identity()));
  }
}
