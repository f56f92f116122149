package dev.promontory.ledger;

import dev.promontory.ledger.Lot.Bucket;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet.Consumption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/// A holding while it is being changed. Lives within one method call of [Bookkeeper].
final class Book {
  private static final Comparator<Lot> BY_EXPIRY =
      Comparator.comparing(Lot::expiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(Lot::issuedAt)
          .thenComparingLong(Lot::id);
  private static final Comparator<Lot> BY_ISSUE =
      Comparator.comparing(Lot::issuedAt).thenComparingLong(Lot::id);
  private static final Comparator<Lot> BY_DUE =
      Comparator.comparing(Lot::nextDueAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparingLong(Lot::id);

  private Balance balance;
  private final List<Lot> lots;
  private final List<Entry> entries = new ArrayList<>();

  Book(Holding holding) {
    this.balance = holding.balance();
    this.lots = new ArrayList<>(holding.lots());
  }

  /// The holding as it is by now.
  Holding holding() {
    return new Holding(balance, lots);
  }

  /// What was appended so far.
  List<Entry> entries() {
    return entries;
  }

  /// Posts what is due, oldest first. A lot may be activated and expire in one go.
  void settle(Instant now, LongSupplier transactionIds) {
    var due = new PriorityQueue<Lot>(BY_DUE);
    lots.stream().filter(lot -> lot.isDue(now)).forEach(due::add);
    for (var lot = due.poll(); lot != null; lot = due.poll()) {
      var changed = settle(lot, transactionIds.getAsLong());
      replace(lot, changed);
      if (changed.isDue(now)) {
        due.add(changed);
      }
    }
    balance = balance.withNextDueAt(Holding.nextDueAt(lots));
  }

  private Lot settle(Lot lot, long transactionId) {
    var at = Objects.requireNonNull(lot.nextDueAt());
    var draws = List.of(new Draw(lot.id(), lot.remaining()));
    long points = lot.remaining().thousandths();
    var head = new Line(transactionId, Source.SYSTEM, at, Note.NONE);
    if (lot.bucket() == Bucket.PROMISED) {
      append(head, EntryType.ACTIVATION, new Change(points, -points), draws);
      return lot.activated();
    }
    append(head, EntryType.EXPIRY, new Change(-points, 0), draws);
    return lot.minus(lot.remaining());
  }

  /// Adds a lot.
  void credit(LedgerCommand.Credit credit, Validity.Life life, Instant now) {
    var head = credit.head();
    var bucket = life.activatesAt().isAfter(now) ? Bucket.PROMISED : Bucket.ACTIVE;
    var lot =
        new Lot(
            head.transactionId(),
            now,
            life.activatesAt(),
            life.expiresAt(),
            credit.points(),
            credit.points(),
            bucket);
    long points = credit.points().thousandths();
    var change = bucket == Bucket.ACTIVE ? new Change(points, 0) : new Change(0, points);
    append(Line.of(head, now), EntryType.CREDIT, change, List.of());
    lots.add(lot);
    var due = lot.nextDueAt();
    var before = balance.nextDueAt();
    if (due != null && (before == null || due.isBefore(before))) {
      balance = balance.withNextDueAt(due);
    }
  }

  /// Takes points from the lots in the wallet's order (S2.9). There must be enough.
  void debit(LedgerCommand.Debit debit, Consumption consumption, Instant now) {
    var order = consumption == Consumption.EARLIEST_EXPIRY ? BY_EXPIRY : BY_ISSUE;
    var draws = new ArrayList<Draw>();
    long left = debit.points().thousandths();
    for (var lot : lots.stream().filter(Lot::isSpendable).sorted(order).toList()) {
      if (left == 0) {
        break;
      }
      var taken = new Points(Math.min(left, lot.remaining().thousandths()));
      draws.add(new Draw(lot.id(), taken));
      replace(lot, lot.minus(taken));
      left -= taken.thousandths();
    }
    if (left > 0) {
      throw new IllegalStateException("L2: lots of " + balance.key() + " hold less than active");
    }
    var change = new Change(-debit.points().thousandths(), 0);
    append(Line.of(debit.head(), now), EntryType.DEBIT, change, draws);
    balance = balance.withNextDueAt(Holding.nextDueAt(lots));
  }

  private void replace(Lot before, Lot after) {
    lots.set(lots.indexOf(before), after);
  }

  private void append(Line line, EntryType type, Change change, List<Draw> draws) {
    var entry =
        new Entry(
            line.id(),
            balance.key(),
            balance.sequence() + 1,
            type,
            line.source(),
            line.at(),
            change.active(),
            change.promised(),
            new Points(balance.active().thousandths() + change.active()),
            new Points(balance.promised().thousandths() + change.promised()),
            line.note(),
            draws);
    entries.add(entry);
    balance = balance.plus(entry);
  }

  /// Thousandths by which the two buckets change.
  private record Change(long active, long promised) {}

  private record Line(long id, Source source, Instant at, Note note) {
    static Line of(LedgerCommand.Head head, Instant now) {
      return new Line(head.transactionId(), head.source(), now, head.note());
    }
  }
}
