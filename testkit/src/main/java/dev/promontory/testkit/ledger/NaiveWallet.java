package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Lot;
import dev.promontory.testkit.ledger.Coin.Place;
import dev.promontory.wallet.Wallet.Consumption;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A wallet with its users the plain way: every coin lies somewhere, and whatever is asked is
/// counted anew. What came and went is in a diary. Owned by one thread.
final class NaiveWallet {
  /// What is summed up over all time.
  enum Figure {
    CREDITED,
    EXPIRED,
    REDEEMED,
    REMOVED
  }

  /// A reservation that is open.
  record Keeping(int number, long owner, Instant until) {}

  private record Note(long user, Figure figure, int coins) {}

  private final BigDecimal unit;
  private final List<Pot> pots = new ArrayList<>();
  private final List<Note> diary = new ArrayList<>();
  private final Map<Long, Instant> lastAt = new HashMap<>();
  private final List<Keeping> keepings = new ArrayList<>();

  /// @param decimals of its points
  NaiveWallet(int decimals) {
    this(BigDecimal.ONE.movePointLeft(decimals));
  }

  private NaiveWallet(BigDecimal unit) {
    this.unit = unit;
  }

  /// A copy with all that one user has.
  NaiveWallet copy(long owner) {
    var copy = new NaiveWallet(unit);
    potsOf(owner).forEach(pot -> copy.pots.add(pot.copy()));
    copy.diary.addAll(diary);
    copy.lastAt.putAll(lastAt);
    copy.keepings.addAll(keepings);
    return copy;
  }

  /// How many coins are worth the points; 0 if no number of them is.
  int coins(BigDecimal points) {
    var parts = points.divideAndRemainder(unit);
    return parts[1].signum() == 0 ? parts[0].intValueExact() : 0;
  }

  BigDecimal points(int coins) {
    var points = unit.multiply(BigDecimal.valueOf(coins));
    return points.signum() == 0 ? BigDecimal.ZERO : points.stripTrailingZeros();
  }

  /// Whether no number of coins is worth points that somebody named.
  boolean isInvalid(@Nullable BigDecimal points) {
    return points != null && coins(points) == 0;
  }

  /// When something is posted that is said to be at an instant.
  Instant notBeforeLast(long owner, Instant at) {
    var last = lastAt.getOrDefault(owner, Instant.MIN);
    return at.isBefore(last) ? last : at;
  }

  /// Something was posted.
  void posted(long owner, Instant at) {
    lastAt.put(owner, at);
  }

  /// What the caller is told when something was posted; what must no longer be active goes at once.
  String answer(long owner, Instant at, int moved, int shortfall) {
    expire(owner, at);
    posted(owner, at);
    return Figures.posted(
        points(moved),
        points(shortfall),
        points(at(owner, Place.ACTIVE).size()),
        points(at(owner, Place.PROMISED).size()),
        points(at(owner, Place.HELD).size()));
  }

  /// Lets time pass for a user.
  void advance(long owner, Instant now) {
    for (var due = due(owner); due != null && !due.isAfter(now); due = due(owner)) {
      var at = notBeforeLast(owner, due);
      for (var pot : potsOf(owner)) {
        if (!pot.isPromised(at)) {
          note(owner, Figure.CREDITED, put(pot.at(Place.PROMISED), Place.ACTIVE, 0));
        }
      }
      for (var keeping : List.copyOf(keepings)) {
        if (keeping.owner() == owner && !keeping.until().isAfter(at)) {
          put(held(keeping), Place.ACTIVE, 0);
          keepings.remove(keeping);
        }
      }
      expire(owner, at);
      posted(owner, at);
    }
  }

  /// Takes away what must no longer be active.
  void expire(long owner, Instant at) {
    for (var pot : potsOf(owner)) {
      if (pot.isOver(at)) {
        note(owner, Figure.EXPIRED, put(pot.at(Place.ACTIVE), Place.EXPIRED, 0));
      }
    }
  }

  /// When time next changes something; null if never.
  @Nullable Instant due(long owner) {
    var activations = potsOf(owner).stream().filter(pot -> !pot.at(Place.PROMISED).isEmpty());
    var ends = potsOf(owner).stream().filter(pot -> !pot.at(Place.ACTIVE).isEmpty());
    var releases = keepings.stream().filter(keeping -> keeping.owner() == owner);
    return Stream.of(
            activations.map(pot -> pot.from), ends.map(pot -> pot.to), releases.map(Keeping::until))
        .flatMap(instants -> instants)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  int put(List<Coin> coins, Place place, int by) {
    for (var coin : coins) {
      coin.place = place;
      coin.by = by;
    }
    return coins.size();
  }

  void note(long user, Figure figure, int coins) {
    if (coins != 0) {
      diary.add(new Note(user, figure, coins));
    }
  }

  void add(Pot pot) {
    pots.add(pot);
  }

  void add(Keeping keeping) {
    keepings.add(keeping);
  }

  void remove(Keeping keeping) {
    keepings.remove(keeping);
  }

  @Nullable Keeping keeping(int number) {
    return keepings.stream().filter(one -> one.number() == number).findFirst().orElse(null);
  }

  List<Coin> held(Keeping keeping) {
    return coins(coin -> coin.place == Place.HELD && coin.by == keeping.number());
  }

  List<Coin> spent(int spending) {
    return coins(
        coin ->
            coin.by == spending && (coin.place == Place.REDEEMED || coin.place == Place.REMOVED));
  }

  List<Coin> at(long owner, Place place) {
    return coins(coin -> coin.pot.owner == owner && coin.place == place);
  }

  @Nullable Pot pot(int number) {
    return pots.stream().filter(pot -> pot.number == number).findFirst().orElse(null);
  }

  /// All that one user has and ever had becomes another one's.
  void hand(long from, long into) {
    potsOf(from).forEach(pot -> pot.owner = into);
    diary.replaceAll(
        note -> note.user() == from ? new Note(into, note.figure(), note.coins()) : note);
    keepings.replaceAll(
        one -> one.owner() == from ? new Keeping(one.number(), into, one.until()) : one);
  }

  /// Whether a user has nothing, and nothing ever came or went.
  boolean isBlank(long user) {
    return Stream.of(Place.PROMISED, Place.ACTIVE, Place.HELD)
            .allMatch(place -> at(user, place).isEmpty())
        && Stream.of(Figure.values()).allMatch(figure -> total(user, figure) == 0);
  }

  int total(long user, Figure figure) {
    return diary.stream()
        .filter(note -> note.user() == user && note.figure() == figure)
        .mapToInt(Note::coins)
        .sum();
  }

  /// Lots with points, in the form of [Figures].
  List<String> lots(long owner) {
    var texts = new ArrayList<String>();
    for (var pot : potsOf(owner)) {
      int promised = pot.at(Place.PROMISED).size();
      int active = pot.at(Place.ACTIVE).size();
      if (promised + active > 0) {
        var bucket = promised > 0 ? Lot.Bucket.PROMISED : Lot.Bucket.ACTIVE;
        texts.add(Figures.lot(points(promised + active), bucket, pot.to));
      }
    }
    return texts;
  }

  /// Open holds, in the form of [Figures].
  List<String> holds(long owner) {
    return keepings.stream()
        .filter(keeping -> keeping.owner() == owner)
        .map(keeping -> Figures.hold(points(held(keeping).size()), keeping.until()))
        .toList();
  }

  /// Coins in the order in which they are spent (S2.9).
  static List<Coin> inOrder(List<Coin> coins, Consumption consumption) {
    Comparator<Coin> byIssue =
        Comparator.comparing((Coin coin) -> coin.pot.issued)
            .thenComparingInt(coin -> coin.pot.number);
    Comparator<Coin> byEnd =
        Comparator.comparing(coin -> coin.pot.to == null ? Instant.MAX : coin.pot.to);
    return coins.stream()
        .sorted(consumption == Consumption.EARLIEST_EXPIRY ? byEnd.thenComparing(byIssue) : byIssue)
        .toList();
  }

  private List<Coin> coins(Predicate<Coin> wanted) {
    return pots.stream().flatMap(pot -> pot.coins.stream()).filter(wanted).toList();
  }

  private List<Pot> potsOf(long owner) {
    return pots.stream().filter(pot -> pot.owner == owner).toList();
  }
}
