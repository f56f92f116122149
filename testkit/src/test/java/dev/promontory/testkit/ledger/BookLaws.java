package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Draw;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Hash;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Source;
import dev.promontory.points.Points;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What holds of all entries, lots and holds, whatever happened; written down a second time from
/// what is stored, by the numbers of types.
record BookLaws(MemoryBooks books) {

  /// Which laws are broken.
  List<String> broken() {
    var broken = new ArrayList<String>();
    var ids = new HashSet<Long>();
    books.entries.forEach(entry -> check(ids.add(entry.id()), broken, "its number: " + entry));
    for (var holding : books.holdings.values()) {
      var key = holding.balance().key();
      check(broken, key, books.entries.stream().filter(entry -> entry.key().equals(key)).toList());
      totals(broken, holding.balance());
      buckets(broken, key);
    }
    for (var lot : books.lots.values()) {
      long drawn = books.entries.stream().mapToLong(entry -> drawn(entry, lot.id())).sum();
      long gone = lot.granted().thousandths() - lot.remaining().thousandths();
      check(gone == drawn, broken, "L2: granted - remaining = %d of %s".formatted(drawn, lot));
      long ranOut = books.entries.stream().mapToLong(entry -> expired(entry, lot.id())).sum();
      check(lot.expired().thousandths() == ranOut, broken, "expired of " + lot);
    }
    return broken;
  }

  private void check(List<String> broken, BalanceKey key, List<Entry> entries) {
    var balance = Objects.requireNonNull(books.holdings.get(key)).balance();
    long sequence = 0;
    var at = Instant.MIN;
    var after = new Entry.Buckets(Points.ZERO, Points.ZERO, Points.ZERO);
    var hash = new byte[32];
    for (var entry : entries) {
      check(entry.sequence() == ++sequence, broken, "L2: sequence of " + entry);
      check(!entry.at().isBefore(at), broken, "L4: at of " + entry);
      check(isChanged(after, entry), broken, "L2: after = before + change of " + entry);
      hash = EntryBytes.hash(hash, entry);
      check(entry.hash().equals(Hash.ofBytes(hash)), broken, "L5: " + entry);
      check(isPlausible(entry), broken, "change, related and draws of " + entry);
      at = entry.at();
      after = entry.after();
    }
    check(balance.sequence() == sequence, broken, "sequence of " + balance);
    check(balance.last().at().equals(at), broken, "last instant of " + balance);
    check(balance.last().hash().equals(Hash.ofBytes(hash)), broken, "head");
  }

  /// The figures are the sums over the entries of all users who are one by now.
  private void totals(List<String> broken, Balance balance) {
    var sums = new long[4];
    books.entries.stream()
        .filter(entry -> books.owner(entry.key().user()).equals(balance.key()))
        .forEach(entry -> count(sums, entry));
    check(
        balance.credited().thousandths() == sums[0]
            && balance.expired().thousandths() == sums[1]
            && balance.redeemed().thousandths() == sums[2]
            && balance.removed().thousandths() == sums[3],
        broken,
        "L2: totals of " + balance);
    long now = balance.active().thousandths() + balance.held().thousandths();
    check(
        now
            == balance.credited().thousandths()
                - balance.expired().thousandths()
                - balance.redeemed().thousandths()
                - balance.removed().thousandths(),
        broken,
        "L2: active and held of " + balance);
  }

  private static boolean isChanged(Entry.Buckets before, Entry entry) {
    return before.active().thousandths() + entry.change().active()
            == entry.after().active().thousandths()
        && before.promised().thousandths() + entry.change().promised()
            == entry.after().promised().thousandths()
        && before.held().thousandths() + entry.change().held()
            == entry.after().held().thousandths();
  }

  /// Credited, expired, redeemed, removed.
  private static void count(long[] sums, Entry entry) {
    long active = entry.change().active();
    switch (entry.type().code()) {
      case 1, 3, 10 -> sums[0] += active;
      case 2 -> sums[entry.source() == Source.MANUAL ? 3 : 2] -= active;
      case 4 -> sums[1] -= active;
      case 7 -> sums[2] -= entry.change().held();
      case 8 -> sums[2] -= active;
      case 9 -> sums[3] -= active;
      default -> {
        // Holds, releases and transfers change none of them.
      }
    }
  }

  /// The draws say what the buckets say, and who undoes something says what.
  private static boolean isPlausible(Entry entry) {
    long drawn = entry.draws().stream().mapToLong(draw -> draw.points().thousandths()).sum();
    var change = entry.change();
    boolean isDrawn =
        switch (entry.type().code()) {
          case 1, 11, 12 -> entry.draws().isEmpty();
          case 2, 4, 5 -> drawn == -change.active();
          case 3, 6, 8, 9 -> drawn == change.active();
          case 7 -> drawn == -change.held();
          case 10 -> drawn == -change.active() - change.promised();
          default -> false;
        };
    boolean isRelated = (entry.relatedId() != null) == (entry.type().code() >= 6);
    boolean isOnce =
        entry.draws().stream().map(Draw::lotId).distinct().count() == entry.draws().size();
    boolean isShort = entry.shortfall().isZero() || entry.type().code() == 10;
    return isDrawn && isRelated && isOnce && isShort;
  }

  private static long drawn(Entry entry, long lot) {
    int sign =
        switch (entry.type().code()) {
          case 2, 4, 5, 10 -> 1;
          case 6, 8, 9 -> -1;
          default -> 0;
        };
    return sign * points(entry, lot);
  }

  private static long expired(Entry entry, long lot) {
    return entry.type().code() == 4 ? points(entry, lot) : 0;
  }

  private static long points(Entry entry, long lot) {
    return entry.draws().stream()
        .filter(draw -> draw.lotId() == lot)
        .mapToLong(draw -> draw.points().thousandths())
        .sum();
  }

  private void buckets(List<String> broken, BalanceKey key) {
    var balance = Objects.requireNonNull(books.holdings.get(key)).balance();
    var lots =
        books.lots.values().stream().filter(lot -> key.equals(books.lotOwners.get(lot.id())));
    Map<Lot.Bucket, Long> sums = new HashMap<>();
    var mine = lots.toList();
    mine.forEach(lot -> sums.merge(lot.bucket(), lot.remaining().thousandths(), Long::sum));
    var open =
        books.holds.values().stream()
            .filter(hold -> key.equals(books.holdOwners.get(hold.id())))
            .filter(Hold::isOpen)
            .toList();
    long held = open.stream().mapToLong(hold -> hold.points().thousandths()).sum();
    check(
        balance.active().thousandths() == sums.getOrDefault(Lot.Bucket.ACTIVE, 0L)
            && balance.promised().thousandths() == sums.getOrDefault(Lot.Bucket.PROMISED, 0L)
            && balance.held().thousandths() == held,
        broken,
        "L2: lots and holds of " + balance);
    var due =
        Stream.concat(
                mine.stream().map(Lot::nextDueAt).filter(Objects::nonNull),
                open.stream().map(Hold::expiresAt))
            .min(Comparator.naturalOrder())
            .orElse(null);
    check(Objects.equals(due, balance.nextDueAt()), broken, "due at " + due + ": " + balance);
  }

  private static void check(boolean isKept, List<String> broken, String law) {
    if (!isKept) {
      broken.add(law);
    }
  }
}
