package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.points;

import dev.promontory.account.Account;
import dev.promontory.app.PostEntries;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Capture;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Reserve;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.store.Transactions;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Short ways to post to the ledger of one account; what is refused is a failure.
final class Ledgers {
  private final Transactions transactions;
  private final Account account;

  Ledgers(Transactions transactions, Account account) {
    this.transactions = transactions;
    this.account = account;
  }

  /// Whose points move, by whom, and when.
  record Moment(BalanceKey key, Source source, Instant at, Note note) {
    static Moment of(BalanceKey key, Source source, Instant at) {
      return new Moment(key, source, at, Note.NONE);
    }
  }

  /// Credits that never expire.
  long credit(Moment moment, String points) {
    return credit(moment, points, new Validity(null, new WalletExpiry.Never()));
  }

  /// @param activateDays 0 for at once
  /// @param expireDays 0 for never
  long credit(Moment moment, String points, int activateDays, int expireDays) {
    var expiry =
        expireDays == 0 ? new WalletExpiry.Never() : new WalletExpiry.After(days(expireDays));
    return credit(
        moment, points, new Validity(activateDays == 0 ? null : days(activateDays), expiry));
  }

  private long credit(Moment moment, String points, Validity validity) {
    return post(moment, new Credit(head(moment), points(points), validity));
  }

  long debit(Moment moment, String points) {
    return post(moment, new Debit(head(moment), points(points)));
  }

  long hold(Moment moment, String points, Duration time) {
    return post(moment, new Reserve(head(moment), points(points), time));
  }

  long capture(Moment moment, long hold, String points) {
    return post(moment, new Capture(head(moment), hold, points(points)));
  }

  long refund(Moment moment, long spending, @Nullable String points) {
    return post(
        moment,
        new Refund(head(moment), List.of(spending), points == null ? null : points(points)));
  }

  long reverse(Moment moment, long credit) {
    return post(moment, new Reverse(head(moment), List.of(credit), null));
  }

  private long post(Moment moment, LedgerCommand command) {
    var outcomes =
        transactions.inTransaction(tx -> new PostEntries().post(tx, List.of(command), moment.at()));
    if (outcomes.getFirst() instanceof Posted posted) {
      return posted.transactionId();
    }
    throw new IllegalStateException(command + " was answered with " + outcomes);
  }

  private Head head(Moment moment) {
    return new Head(0, account, moment.key(), moment.source(), moment.note());
  }

  private static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }
}
