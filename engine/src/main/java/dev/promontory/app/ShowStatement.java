package dev.promontory.app;

import dev.promontory.journal.Figures;
import dev.promontory.journal.Journal;
import dev.promontory.journal.Statement;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;

/// What a user had in a wallet at any instant, and what happened in between. A user who was merged
/// has the statement of whoever has the points now.
public final class ShowStatement {
  private final Transactions transactions;

  public ShowStatement(Transactions transactions) {
    this.transactions = transactions;
  }

  /// Which page of which time.
  ///
  /// @param from the first instant
  /// @param to the first instant that is no longer inside
  /// @param after the sequence of the last line of the page before, or 0
  /// @param limit 1 to [Journal#MAX_PAGE]
  public record Page(Instant from, Instant to, long after, int limit) {}

  /// One page of a statement. What is due by now is posted first (S2.10).
  ///
  /// @return empty if the account has no such wallet
  public Optional<Statement> show(int account, BalanceKey key, Page page, Instant now) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    return read(account, key, instant, (journal, owner) -> statement(journal, owner, page));
  }

  private static Statement statement(Journal journal, BalanceKey key, Page page) {
    long before = journal.entriesBefore(key, page.from());
    long last = journal.entriesBefore(key, page.to());
    var opening = journal.changes(key, 1, before);
    var closing = opening.plus(journal.changes(key, before + 1, last));
    long first = Math.max(before, page.after()) + 1;
    var lines = journal.lines(key, first, last, page.limit());
    boolean isComplete = lines.isEmpty() || lines.getLast().entry().sequence() >= last;
    return new Statement(opening, lines, closing, isComplete);
  }

  /// What the user had at an instant, all entries included that took effect at it. What is due by
  /// now is posted first (S2.10).
  ///
  /// @param at not after now
  /// @return empty if the account has no such wallet
  public Optional<Figures> figuresAt(int account, BalanceKey key, Instant at, Instant now) {
    var end = at.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
    return read(
        account,
        key,
        now.truncatedTo(ChronoUnit.MILLIS),
        (journal, owner) -> journal.changes(owner, 1, journal.entriesBefore(owner, end)));
  }

  private <T> Optional<T> read(
      int account, BalanceKey key, Instant now, BiFunction<Journal, BalanceKey, T> what) {
    return transactions.inTransaction(
        tx ->
            tx.wallets()
                .find(account, key.walletId())
                .map(
                    wallet -> {
                      var owner = tx.ledger().owner(key);
                      DueFirst.settle(tx, wallet, owner, now);
                      return what.apply(tx.journal(), owner);
                    }));
  }
}
