package dev.promontory.ledger;

import dev.promontory.ledger.Entry.Change;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.Lot.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/// Brings points into a book: by a credit, or from another user who is the same person.
final class Transfers {
  private Transfers() {}

  /// Adds a lot.
  static void credit(Book book, Credit credit, Lot.Life life, Posting posting) {
    var head = credit.head();
    boolean isPromised = life.activatesAt().isAfter(posting.at());
    var bucket = isPromised ? Bucket.PROMISED : Bucket.ACTIVE;
    var lot = Lot.issued(head.transactionId(), life, credit.points(), bucket);
    long points = credit.points().thousandths();
    book.append(
        Line.of(head, EntryType.CREDIT, posting.at(), null, List.of()),
        isPromised ? new Change(0, points, 0) : new Change(points, 0, 0));
    book.put(lot);
    book.planAlso(lot.nextDueAt());
  }

  /// Moves everything from one book to another.
  static void move(Book from, Book into, Instant now, LongSupplier transactionIds) {
    var at = into.notBefore(from.notBefore(now));
    long out = transactionIds.getAsLong();
    long in = transactionIds.getAsLong();
    var moved = from.balance().buckets();
    long active = moved.active().thousandths();
    long promised = moved.promised().thousandths();
    long held = moved.held().thousandths();
    from.append(
        Line.of(out, EntryType.TRANSFER_OUT, at, in, List.of()),
        new Change(-active, -promised, -held));
    into.append(
        Line.of(in, EntryType.TRANSFER_IN, at, out, List.of()), new Change(active, promised, held));
    into.takeOver(from);
    from.lots().forEach(into::put);
    from.holds().forEach(into::put);
    from.clear();
    from.plan();
    into.plan();
  }
}
