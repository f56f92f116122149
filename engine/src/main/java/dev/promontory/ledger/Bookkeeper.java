package dev.promontory.ledger;

import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Decides what a command does to a holding. Pure: what it answers depends on its arguments alone.
public final class Bookkeeper {
  private Bookkeeper() {}

  /// Posts what became due, then decides the command.
  ///
  /// @param wallet the command's wallet, or null if there is none
  /// @param holding with its lots, unless the command is a credit and nothing is due
  /// @param transactionIds numbers for the entries of what became due
  public static Decision decide(
      @Nullable Wallet wallet,
      Holding holding,
      LedgerCommand command,
      Instant now,
      LongSupplier transactionIds) {
    var settled = settle(holding, now, transactionIds);
    var refusal = refusal(wallet, settled.holding().balance(), command, now);
    if (wallet == null || refusal != null) {
      var reason = refusal == null ? LedgerRefusal.UNKNOWN_WALLET : refusal;
      return new Decision(new Refused(reason), settled.holding(), settled.entries());
    }
    var book = new Book(settled.holding());
    switch (command) {
      case LedgerCommand.Credit credit -> book.credit(credit, life(credit, wallet, now), now);
      case LedgerCommand.Debit debit -> book.debit(debit, wallet.consumption(), now);
    }
    var entries = new ArrayList<>(settled.entries());
    entries.addAll(book.entries());
    var after = book.holding();
    var outcome =
        new Posted(
            command.head().transactionId(), after.balance().active(), after.balance().promised());
    return new Decision(outcome, after, entries);
  }

  /// Activates and expires the lots that are due, in the order in which they became so.
  ///
  /// @param transactionIds numbers for the entries
  public static Decision.Settled settle(Holding holding, Instant now, LongSupplier transactionIds) {
    if (!holding.balance().isDue(now)) {
      return new Decision.Settled(holding, List.of());
    }
    var book = new Book(holding);
    book.settle(now, transactionIds);
    return new Decision.Settled(book.holding(), book.entries());
  }

  private static @Nullable LedgerRefusal refusal(
      @Nullable Wallet wallet, Balance balance, LedgerCommand command, Instant now) {
    if (wallet == null || wallet.account() != command.head().account().number()) {
      return LedgerRefusal.UNKNOWN_WALLET;
    }
    if (wallet.status() != Wallet.Status.ACTIVE) {
      return LedgerRefusal.INACTIVE_WALLET;
    }
    return switch (command) {
      case LedgerCommand.Credit credit -> {
        if (isInvalid(credit.points(), wallet)) {
          yield LedgerRefusal.INVALID_POINTS;
        }
        if (!life(credit, wallet, now).isUsable()) {
          yield LedgerRefusal.NEVER_USABLE;
        }
        yield isTooMany(balance, credit.points()) ? LedgerRefusal.TOO_MANY_POINTS : null;
      }
      case LedgerCommand.Debit debit -> {
        if (isInvalid(debit.points(), wallet)) {
          yield LedgerRefusal.INVALID_POINTS;
        }
        yield debit.points().compareTo(balance.active()) > 0
            ? LedgerRefusal.INSUFFICIENT_POINTS
            : null;
      }
    };
  }

  private static boolean isInvalid(Points points, Wallet wallet) {
    return points.isZero() || !points.fits(wallet.rounding().decimals());
  }

  /// All that was ever credited or promised must stay countable.
  private static boolean isTooMany(Balance balance, Points points) {
    long sum = balance.credited().thousandths() + balance.promised().thousandths();
    return points.thousandths() > Points.MAX_THOUSANDTHS - sum;
  }

  private static Validity.Life life(LedgerCommand.Credit credit, Wallet wallet, Instant now) {
    return credit.validity().from(now, wallet.expiry(), credit.head().account().zone());
  }
}
