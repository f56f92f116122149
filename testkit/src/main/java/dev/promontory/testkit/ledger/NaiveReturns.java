package dev.promontory.testkit.ledger;

import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.testkit.ledger.Coin.Place;
import dev.promontory.testkit.ledger.NaiveWallet.Figure;
import dev.promontory.wallet.Wallet.Consumption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Refunds and reversals, said in coins (S6).
record NaiveReturns(NaiveWallet wallet, NaiveCalendar calendar, int graceDays) {

  /// The lots end up as if less had been spent: what would have been drawn last comes back first.
  String refund(long owner, Step.Refund refund, Consumption consumption, Instant at) {
    if (wallet.isInvalid(refund.points())) {
      return LedgerRefusal.INVALID_POINTS.name();
    }
    var spendings = new LinkedHashSet<>(refund.spendings());
    int left = spendings.stream().mapToInt(number -> wallet.spent(number).size()).sum();
    int wanted = refund.points() == null ? left : wallet.coins(refund.points());
    var refusal = tooMuch(wanted, left);
    if (refusal != null) {
      return refusal;
    }
    int missing = wanted;
    for (int number : spendings) {
      var spent = NaiveWallet.inOrder(wallet.spent(number), consumption).reversed();
      int back = Math.min(missing, spent.size());
      giveBack(owner, spent.subList(0, back), at);
      missing -= back;
    }
    return wallet.answer(owner, at, wanted, 0);
  }

  private void giveBack(long owner, List<Coin> coins, Instant at) {
    for (var coin : coins) {
      if (coin.pot.isOver(at) && graceDays > 0) {
        coin.pot.to = calendar.daysAfter(at, graceDays);
      }
      wallet.note(owner, coin.place == Place.REMOVED ? Figure.REMOVED : Figure.REDEEMED, -1);
    }
    wallet.put(coins, Place.ACTIVE, 0);
  }

  /// What is still promised goes first, then active coins, those of the credit itself first.
  String reverse(long owner, Step.Reverse reverse, Consumption consumption, Instant at) {
    if (wallet.isInvalid(reverse.points())) {
      return LedgerRefusal.INVALID_POINTS.name();
    }
    var pots = pots(reverse.credits());
    int left = pots.stream().mapToInt(Pot::reversible).sum();
    int wanted = reverse.points() == null ? left : wallet.coins(reverse.points());
    var refusal = tooMuch(wanted, left);
    if (refusal != null) {
      return refusal;
    }
    int missing = wanted;
    int taken = 0;
    pots.sort(Comparator.comparing(pot -> !pot.isPromised(at)));
    for (var pot : pots) {
      int asked = Math.min(missing, pot.reversible());
      pot.askedBack += asked;
      missing -= asked;
      var reachable = pot.isPromised(at) ? pot.at(Place.PROMISED) : usable(owner, pot, consumption);
      var found = reachable.subList(0, Math.min(asked, reachable.size()));
      wallet.note(owner, Figure.CREDITED, pot.isPromised(at) ? 0 : -found.size());
      taken += wallet.put(found, Place.REVERSED, 0);
    }
    return wallet.answer(owner, at, taken, wanted - taken);
  }

  private List<Coin> usable(long owner, Pot first, Consumption consumption) {
    var usable = new ArrayList<>(first.at(Place.ACTIVE));
    for (var coin : NaiveWallet.inOrder(wallet.at(owner, Place.ACTIVE), consumption)) {
      if (coin.pot != first) {
        usable.add(coin);
      }
    }
    return usable;
  }

  private List<Pot> pots(List<Integer> numbers) {
    var pots = new ArrayList<Pot>();
    for (int number : new LinkedHashSet<>(numbers)) {
      var pot = wallet.pot(number);
      if (pot != null) {
        pots.add(pot);
      }
    }
    return pots;
  }

  private static @Nullable String tooMuch(int wanted, int left) {
    if (left == 0) {
      return LedgerRefusal.NOTHING_LEFT.name();
    }
    return wanted > left ? LedgerRefusal.MORE_THAN_LEFT.name() : null;
  }
}
