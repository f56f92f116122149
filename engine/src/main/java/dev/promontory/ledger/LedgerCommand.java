package dev.promontory.ledger;

import dev.promontory.account.Account;
import dev.promontory.points.Points;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something to post.
public sealed interface LedgerCommand {

  /// Who posts where.
  Head head();

  /// The same command with another head.
  default LedgerCommand with(Head other) {
    return switch (this) {
      case Credit credit -> new Credit(other, credit.points(), credit.validity());
      case Debit debit -> new Debit(other, debit.points());
      case Reserve reserve -> new Reserve(other, reserve.points(), reserve.lasting());
      case Capture capture -> new Capture(other, capture.holdId(), capture.points());
      case Release release -> new Release(other, release.holdId());
      case Refund refund -> new Refund(other, refund.spendings(), refund.points());
      case Reverse reverse -> new Reverse(other, reverse.credits(), reverse.points());
    };
  }

  /// Points come in as a new lot.
  record Credit(Head head, Points points, Validity validity) implements LedgerCommand {}

  /// Active points go.
  record Debit(Head head, Points points) implements LedgerCommand {}

  /// Active points are held until they are captured or released, or the time is up.
  ///
  /// @param lasting how long, more than 0; whole milliseconds
  record Reserve(Head head, Points points, Duration lasting) implements LedgerCommand {}

  /// Held points are spent; what is not captured becomes active again.
  ///
  /// @param points null for all of them
  record Capture(Head head, long holdId, @Nullable Points points) implements LedgerCommand {}

  /// Held points become active again.
  record Release(Head head, long holdId) implements LedgerCommand {}

  /// Spent points come back to the lots that they were drawn from.
  ///
  /// @param spendings the debits and captures, those first that are to be refunded first
  /// @param points null for all that is left of them
  record Refund(Head head, List<Long> spendings, @Nullable Points points) implements LedgerCommand {
    public Refund {
      spendings = List.copyOf(spendings);
    }
  }

  /// Credited points are taken back: promised ones first, then active ones of the user, its own lot
  /// first. What is not there is a shortfall.
  ///
  /// @param credits the transactions that credited them, those first that are to be reversed first
  /// @param points null for all that is left of them
  record Reverse(Head head, List<Long> credits, @Nullable Points points) implements LedgerCommand {
    public Reverse {
      credits = List.copyOf(credits);
    }
  }

  /// What all commands have.
  ///
  /// @param transactionId the number of the (first) entry, should the command be posted, from
  ///   [Ledger#nextTransactionId]; 0 if it has none yet
  /// @param account that the wallet must belong to
  record Head(long transactionId, Account account, BalanceKey key, Source source, Note note) {

    /// The same with a number.
    public Head numbered(long id) {
      return new Head(id, account, key, source, note);
    }

    /// The same for another balance.
    public Head of(BalanceKey other) {
      return new Head(transactionId, account, other, source, note);
    }
  }
}
