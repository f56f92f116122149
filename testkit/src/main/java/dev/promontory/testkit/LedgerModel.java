package dev.promontory.testkit;

import dev.promontory.account.Account;
import dev.promontory.ledger.Balance;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.Source;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A balance the plain way: a list of lots, and everything else counted anew from them whenever it
/// is asked for. Shares no code with the ledger.
final class LedgerModel {
  private final Wallet wallet;
  private final Account account;
  private final List<Pot> pots = new ArrayList<>();
  private BigDecimal redeemed = BigDecimal.ZERO;
  private BigDecimal removed = BigDecimal.ZERO;

  private static final class Pot {
    final Instant from;
    final Instant to;
    final BigDecimal granted;
    BigDecimal left;

    Pot(Instant from, Instant to, BigDecimal granted) {
      this.from = from;
      this.to = to;
      this.granted = granted;
      this.left = granted;
    }

    boolean isUsable(Instant now) {
      return !from.isAfter(now) && to.isAfter(now);
    }
  }

  LedgerModel(Wallet wallet, Account account) {
    this.wallet = wallet;
    this.account = account;
  }

  /// What the caller should be told.
  String post(LedgerCommand command, Instant now) {
    return switch (command) {
      case Credit credit -> {
        pots.add(pot(credit, now));
        yield summary(now);
      }
      case Debit debit -> debit(debit, now);
      default -> throw new IllegalArgumentException("the test draws no " + command);
    };
  }

  private Pot pot(Credit credit, Instant now) {
    var start = now.atZone(account.zone());
    var delay = credit.validity().activateAfter();
    var from = delay == null ? start : start.plusDays(delay.amount());
    var expiry = credit.validity().expiry() == null ? wallet.expiry() : credit.validity().expiry();
    return new Pot(from.toInstant(), end(from, expiry), credit.points().toBigDecimal());
  }

  /// Only the kinds of expiry that the test draws.
  private static Instant end(ZonedDateTime from, WalletExpiry expiry) {
    return switch (expiry) {
      case WalletExpiry.After after -> from.plusDays(after.span().amount()).toInstant();
      case WalletExpiry.CalendarYears _ ->
          from.toLocalDate().withDayOfYear(1).plusYears(1).atStartOfDay(from.getZone()).toInstant();
      case WalletExpiry.Never _, WalletExpiry.OnDay _ -> Instant.MAX;
    };
  }

  private String debit(Debit debit, Instant now) {
    var amount = debit.points().toBigDecimal();
    if (amount.compareTo(active(now)) > 0) {
      return "INSUFFICIENT_POINTS";
    }
    var left = amount;
    // Pots stand in the order of their issue, and the sort is stable.
    for (var pot : pots.stream().sorted(Comparator.comparing((Pot pot) -> pot.to)).toList()) {
      if (pot.isUsable(now)) {
        var taken = left.min(pot.left);
        pot.left = pot.left.subtract(taken);
        left = left.subtract(taken);
      }
    }
    if (debit.head().source() == Source.MANUAL) {
      removed = removed.add(amount);
    } else {
      redeemed = redeemed.add(amount);
    }
    return summary(now);
  }

  private BigDecimal active(Instant now) {
    return sum(pots.stream().filter(pot -> pot.isUsable(now)).map(pot -> pot.left).toList());
  }

  private BigDecimal promised(Instant now) {
    return sum(pots.stream().filter(pot -> pot.from.isAfter(now)).map(pot -> pot.left).toList());
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private String summary(Instant now) {
    return plain(active(now)) + " active, " + plain(promised(now));
  }

  /// All figures at an instant.
  String text(Instant now) {
    var credited = pots.stream().filter(pot -> !pot.from.isAfter(now)).map(pot -> pot.granted);
    var expired = pots.stream().filter(pot -> !pot.to.isAfter(now)).map(pot -> pot.left);
    return String.join(
        " ",
        plain(active(now)),
        plain(promised(now)),
        plain(sum(credited.toList())),
        plain(sum(expired.toList())),
        plain(redeemed),
        plain(removed));
  }

  /// The same figures of a balance.
  static String text(Balance balance) {
    return String.join(
        " ",
        plain(balance.active().toBigDecimal()),
        plain(balance.promised().toBigDecimal()),
        plain(balance.credited().toBigDecimal()),
        plain(balance.expired().toBigDecimal()),
        plain(balance.redeemed().toBigDecimal()),
        plain(balance.removed().toBigDecimal()));
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
