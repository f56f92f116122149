package dev.promontory.ledger;

import dev.promontory.ledger.Entry.Change;
import dev.promontory.ledger.Lot.Bucket;
import dev.promontory.points.Points;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Posts what the clock does to a book, oldest first: lots are activated and expire, holds whose
/// time is up are released.
final class Settlement {
  private static final Comparator<Due> ORDER =
      Comparator.comparing(Due::at).thenComparing(Due::isLot).thenComparingLong(Due::id);

  private final Book book;
  private final LongSupplier transactionIds;
  private final PriorityQueue<Due> queue = new PriorityQueue<>(ORDER);

  Settlement(Book book, LongSupplier transactionIds) {
    this.book = book;
    this.transactionIds = transactionIds;
  }

  /// A lot, or a hold, and when it is due.
  private record Due(Instant at, boolean isLot, long id) {}

  void settle(Instant now) {
    book.holds()
        .forEach(hold -> plan(now, hold.isOpen() ? hold.expiresAt() : null, false, hold.id()));
    book.lots().forEach(lot -> plan(now, lot.nextDueAt(), true, lot.id()));
    for (var due = queue.poll(); due != null; due = queue.poll()) {
      if (!due.isLot()) {
        release(book.hold(due.id()), now);
      } else if (book.lot(due.id()).isDue(now)) {
        settle(book.lot(due.id()), now);
        plan(now, book.lot(due.id()).nextDueAt(), true, due.id());
      }
    }
    book.plan();
  }

  private void plan(Instant now, @Nullable Instant at, boolean isLot, long id) {
    if (at != null && !at.isAfter(now)) {
      queue.add(new Due(at, isLot, id));
    }
  }

  private void release(Hold hold, Instant now) {
    var at = book.notBefore(hold.expiresAt());
    long points = hold.points().thousandths();
    book.giveBack(hold.draws());
    book.put(hold.ended(EntryType.RELEASE, at, Points.ZERO));
    var line = Line.of(transactionIds.getAsLong(), EntryType.RELEASE, at, hold.id(), hold.draws());
    book.append(line, new Change(points, 0, -points));
    hold.draws().forEach(draw -> plan(now, book.lot(draw.lotId()).nextDueAt(), true, draw.lotId()));
  }

  /// A user is not reminded of points that have expired already.
  private void settle(Lot lot, Instant now) {
    if (lot.bucket() == Bucket.PROMISED) {
      activate(lot);
    } else if (lot.remindAt() != null) {
      book.put(lot.reminded());
      if (!lot.isExpired(now)) {
        book.remind(lot);
      }
    } else {
      expire(lot);
    }
  }

  private void activate(Lot lot) {
    long points = lot.remaining().thousandths();
    book.put(lot.activated());
    book.append(line(EntryType.ACTIVATION, lot), new Change(points, -points, 0));
  }

  private void expire(Lot lot) {
    book.put(lot.expire());
    book.append(line(EntryType.EXPIRY, lot), new Change(-lot.remaining().thousandths(), 0, 0));
  }

  private Line line(EntryType type, Lot lot) {
    var due = lot.nextDueAt();
    var at = book.notBefore(due == null ? Instant.EPOCH : due);
    var draws = List.of(new Draw(lot.id(), lot.remaining()));
    return Line.of(transactionIds.getAsLong(), type, at, null, draws);
  }
}
