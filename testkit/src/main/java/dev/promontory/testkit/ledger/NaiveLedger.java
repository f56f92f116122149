package dev.promontory.testkit.ledger;

import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Source;
import dev.promontory.testkit.ledger.Coin.Place;
import dev.promontory.testkit.ledger.NaiveWallet.Figure;
import dev.promontory.testkit.ledger.NaiveWallet.Keeping;
import dev.promontory.wallet.Wallet.Consumption;
import dev.promontory.wallet.Wallet.Status;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What must become of each request, said in coins (S2, S6). Owned by one thread.
final class NaiveLedger {
  private final NaiveCalendar calendar;
  private final WalletExpiry expiry;
  private final NaiveWallet wallet;
  private final NaiveReturns returns;
  private final Map<Long, Long> owners = new HashMap<>();
  private final Set<Long> blocked = new HashSet<>();
  private Consumption consumption;
  private Status status;

  NaiveLedger(Script script) {
    this.calendar = new NaiveCalendar(script.zone());
    this.expiry = script.wallet().expiry();
    this.wallet = new NaiveWallet(script.wallet().rounding().decimals());
    this.returns = new NaiveReturns(wallet, calendar, script.wallet().graceDays());
    this.consumption = script.wallet().consumption();
    this.status = script.wallet().status();
  }

  /// What the caller should be told.
  String post(int number, Step.Request request, Instant now) {
    long owner = owner(request.user());
    var at = wallet.notBeforeLast(owner, now);
    wallet.advance(owner, at);
    return switch (request) {
      case Step.Give give -> give(number, owner, give, at);
      case Step.Take take -> take(number, owner, take, at);
      case Step.Keep keep -> keep(number, owner, keep, at);
      case Step.Capture capture -> capture(number, owner, capture, at);
      case Step.Release release -> release(owner, release, at);
      case Step.Refund refund -> returns.refund(owner, refund, consumption, at);
      case Step.Reverse reverse -> returns.reverse(owner, reverse, consumption, at);
    };
  }

  private String give(int number, long owner, Step.Give give, Instant at) {
    int coins = wallet.coins(give.points());
    if (isClosed(owner) || coins == 0) {
      return closedOrInvalid(owner);
    }
    var from = calendar.activation(at, give.validity());
    var own = give.validity().expiry();
    var to = calendar.end(from, own == null ? expiry : own);
    if (to != null && !to.isAfter(from)) {
      return LedgerRefusal.NEVER_USABLE.name();
    }
    var pot = new Pot(number, owner, at, from, to);
    for (int i = 0; i < coins; i++) {
      pot.coins.add(new Coin(pot, Place.PROMISED, 0));
    }
    wallet.add(pot);
    if (!pot.isPromised(at)) {
      wallet.note(owner, Figure.CREDITED, wallet.put(pot.coins, Place.ACTIVE, 0));
    }
    return wallet.answer(owner, at, coins, 0);
  }

  private String take(int number, long owner, Step.Take take, Instant at) {
    int coins = wallet.coins(take.points());
    if (isClosed(owner) || coins == 0) {
      return closedOrInvalid(owner);
    }
    var usable = usable(owner);
    if (coins > usable.size()) {
      return LedgerRefusal.INSUFFICIENT_POINTS.name();
    }
    boolean isManual = take.source() == Source.MANUAL;
    wallet.put(usable.subList(0, coins), isManual ? Place.REMOVED : Place.REDEEMED, number);
    wallet.note(owner, isManual ? Figure.REMOVED : Figure.REDEEMED, coins);
    return wallet.answer(owner, at, coins, 0);
  }

  private String keep(int number, long owner, Step.Keep keep, Instant at) {
    int coins = wallet.coins(keep.points());
    if (isClosed(owner) || coins == 0) {
      return closedOrInvalid(owner);
    }
    var usable = usable(owner);
    if (coins > usable.size()) {
      return LedgerRefusal.INSUFFICIENT_POINTS.name();
    }
    wallet.put(usable.subList(0, coins), Place.HELD, number);
    wallet.add(new Keeping(number, owner, at.plus(keep.time())));
    return wallet.answer(owner, at, coins, 0);
  }

  private String capture(int number, long owner, Step.Capture capture, Instant at) {
    var keeping = wallet.keeping(capture.hold());
    if (wallet.isInvalid(capture.points())) {
      return LedgerRefusal.INVALID_POINTS.name();
    }
    if (keeping == null) {
      return LedgerRefusal.HOLD_ENDED.name();
    }
    var held = NaiveWallet.inOrder(wallet.held(keeping), consumption);
    int coins = capture.points() == null ? held.size() : wallet.coins(capture.points());
    if (coins > held.size()) {
      return LedgerRefusal.MORE_THAN_LEFT.name();
    }
    wallet.put(held.subList(coins, held.size()), Place.ACTIVE, 0);
    wallet.note(owner, Figure.REDEEMED, wallet.put(held.subList(0, coins), Place.REDEEMED, number));
    wallet.remove(keeping);
    return wallet.answer(owner, at, coins, 0);
  }

  private String release(long owner, Step.Release release, Instant at) {
    var keeping = wallet.keeping(release.hold());
    if (keeping == null) {
      return LedgerRefusal.HOLD_ENDED.name();
    }
    int coins = wallet.put(wallet.held(keeping), Place.ACTIVE, 0);
    wallet.remove(keeping);
    return wallet.answer(owner, at, coins, 0);
  }

  /// Gives all that one user has to another.
  void merge(long one, long other, Instant now) {
    long from = owner(one);
    long into = owner(other);
    if (from == into) {
      return;
    }
    var at = wallet.notBeforeLast(into, wallet.notBeforeLast(from, now));
    if (!wallet.isBlank(from)) {
      wallet.advance(from, at);
      wallet.advance(into, at);
      wallet.posted(from, at);
      wallet.posted(into, at);
    }
    wallet.hand(from, into);
    owners.replaceAll((_, owner) -> owner == from ? into : owner);
    owners.put(from, into);
  }

  /// Posts what is due.
  void settle(Collection<Long> users, Instant now) {
    users.forEach(user -> wallet.advance(user, now));
  }

  void consume(Consumption other) {
    consumption = other;
  }

  void turn(Status other) {
    status = other;
  }

  void block(long user, boolean isBlocked) {
    if (isBlocked) {
      blocked.add(user);
    } else {
      blocked.remove(user);
    }
  }

  /// Who has the points of a user.
  long owner(long user) {
    return owners.getOrDefault(user, user);
  }

  /// When something is posted for a user that is said to be at an instant.
  Instant notBeforeLast(long user, Instant at) {
    return wallet.notBeforeLast(user, at);
  }

  /// When time next changes something for one of them; null if never.
  @Nullable Instant due(Collection<Long> users) {
    return users.stream()
        .map(wallet::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /// What a user has at an instant, in the form of [Figures].
  String text(long user, Instant at) {
    var then = wallet.copy(user);
    then.advance(user, at);
    var numbers = new ArrayList<BigDecimal>();
    for (var place : List.of(Place.ACTIVE, Place.PROMISED, Place.HELD)) {
      numbers.add(then.points(then.at(user, place).size()));
    }
    for (var figure : Figure.values()) {
      numbers.add(then.points(then.total(user, figure)));
    }
    return Figures.holding(numbers, then.lots(user), then.holds(user));
  }

  private List<Coin> usable(long owner) {
    return NaiveWallet.inOrder(wallet.at(owner, Place.ACTIVE), consumption);
  }

  private boolean isClosed(long owner) {
    return status != Status.ACTIVE || blocked.contains(owner);
  }

  private String closedOrInvalid(long owner) {
    if (status != Status.ACTIVE) {
      return LedgerRefusal.INACTIVE_WALLET.name();
    }
    return blocked.contains(owner)
        ? LedgerRefusal.BLOCKED_USER.name()
        : LedgerRefusal.INVALID_POINTS.name();
  }
}
