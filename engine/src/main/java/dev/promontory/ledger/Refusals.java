package dev.promontory.ledger;

import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a command cannot be posted.
final class Refusals {
  private Refusals() {}

  /// The first reason, or null if there is none.
  ///
  /// @param holding settled at `now`
  static @Nullable LedgerRefusal first(
      Terms terms, Holding holding, LedgerCommand command, Instant now) {
    var wallet = terms.wallet();
    if (wallet == null || wallet.account() != command.head().account().number()) {
      return LedgerRefusal.UNKNOWN_WALLET;
    }
    return switch (command) {
      case LedgerCommand.Credit credit -> {
        var refusal = ofNew(terms, wallet, credit.points());
        yield refusal == null ? ofCredit(credit, wallet, holding.balance(), now) : refusal;
      }
      case LedgerCommand.Debit debit -> {
        var refusal = ofNew(terms, wallet, debit.points());
        yield refusal == null ? ofSpending(debit.points(), holding.balance()) : refusal;
      }
      case LedgerCommand.Reserve reserve -> {
        var refusal = ofNew(terms, wallet, reserve.points());
        yield refusal == null ? ofSpending(reserve.points(), holding.balance()) : refusal;
      }
      case LedgerCommand.Capture(_, long holdId, var points) ->
          ofHeld(hold(holding, holdId), points, wallet);
      case LedgerCommand.Release(_, long holdId) -> ofHeld(hold(holding, holdId), null, wallet);
      case LedgerCommand.Refund(_, var ids, var points) ->
          ofLeft(points, refundable(ids, terms), wallet);
      case LedgerCommand.Reverse(_, var ids, var points) ->
          ofLeft(points, reversible(ids, holding), wallet);
    };
  }

  /// What a paused wallet and a blocked user are refused; whatever ends or undoes something that
  /// was posted is not.
  private static @Nullable LedgerRefusal ofNew(Terms terms, Wallet wallet, Points points) {
    if (wallet.status() != Wallet.Status.ACTIVE) {
      return LedgerRefusal.INACTIVE_WALLET;
    }
    if (terms.isBlocked()) {
      return LedgerRefusal.BLOCKED_USER;
    }
    return isInvalid(points, wallet) ? LedgerRefusal.INVALID_POINTS : null;
  }

  private static boolean isInvalid(Points points, Wallet wallet) {
    return points.isZero() || !points.fits(wallet.rounding().decimals());
  }

  private static @Nullable LedgerRefusal ofCredit(
      LedgerCommand.Credit credit, Wallet wallet, Balance balance, Instant now) {
    var zone = credit.head().account().zone();
    if (!credit.validity().from(now, wallet.expiry(), zone).isUsable()) {
      return LedgerRefusal.NEVER_USABLE;
    }
    // All that was ever credited or promised must stay countable.
    long sum = balance.credited().thousandths() + balance.promised().thousandths();
    return credit.points().thousandths() > Points.MAX_THOUSANDTHS - sum
        ? LedgerRefusal.TOO_MANY_POINTS
        : null;
  }

  private static @Nullable LedgerRefusal ofSpending(Points points, Balance balance) {
    return points.compareTo(balance.active()) > 0 ? LedgerRefusal.INSUFFICIENT_POINTS : null;
  }

  private static @Nullable Hold hold(Holding holding, long id) {
    return holding.holds().stream()
        .filter(hold -> hold.id() == id && hold.isOpen())
        .findAny()
        .orElse(null);
  }

  private static @Nullable LedgerRefusal ofHeld(
      @Nullable Hold hold, @Nullable Points points, Wallet wallet) {
    if (points != null && isInvalid(points, wallet)) {
      return LedgerRefusal.INVALID_POINTS;
    }
    if (hold == null) {
      return LedgerRefusal.HOLD_ENDED;
    }
    return points != null && points.compareTo(hold.points()) > 0
        ? LedgerRefusal.MORE_THAN_LEFT
        : null;
  }

  private static @Nullable LedgerRefusal ofLeft(
      @Nullable Points points, Points left, Wallet wallet) {
    if (points != null && isInvalid(points, wallet)) {
      return LedgerRefusal.INVALID_POINTS;
    }
    if (left.isZero()) {
      return LedgerRefusal.NOTHING_LEFT;
    }
    return points != null && points.compareTo(left) > 0 ? LedgerRefusal.MORE_THAN_LEFT : null;
  }

  private static Points refundable(List<Long> ids, Terms terms) {
    return ids.stream()
        .distinct()
        .map(terms.spendings()::get)
        .filter(Objects::nonNull)
        .map(Spending::refundable)
        .reduce(Points.ZERO, Points::plus);
  }

  private static Points reversible(List<Long> ids, Holding holding) {
    return holding.lots().stream()
        .filter(lot -> ids.contains(lot.id()))
        .map(Lot::reversible)
        .reduce(Points.ZERO, Points::plus);
  }
}
