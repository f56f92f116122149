package dev.promontory.ledger;

import dev.promontory.ledger.Entry.Change;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Takes points out of a book: at once, or in two phases. What cannot be done was refused before.
final class Spender {
  private final Book book;
  private final Comparator<Lot> order;

  Spender(Book book, Wallet wallet) {
    this.book = book;
    this.order = LotOrder.of(wallet.consumption());
  }

  void debit(LedgerCommand.Debit debit, Posting posting) {
    var draws = drawn(debit.points());
    book.take(draws);
    book.append(
        Line.of(debit.head(), EntryType.DEBIT, posting.at(), null, draws),
        new Change(-debit.points().thousandths(), 0, 0));
    book.plan();
  }

  void reserve(LedgerCommand.Reserve reserve, Posting posting) {
    var draws = drawn(reserve.points());
    long points = reserve.points().thousandths();
    book.take(draws);
    book.put(
        new Hold(
            reserve.head().transactionId(),
            posting.at(),
            posting.at().plus(reserve.lasting()),
            draws,
            null));
    book.append(
        Line.of(reserve.head(), EntryType.HOLD, posting.at(), null, draws),
        new Change(-points, 0, points));
    book.plan();
  }

  /// What is captured comes from the lots that a debit would have drawn on.
  void capture(LedgerCommand.Capture capture, Posting posting) {
    var hold = book.hold(capture.holdId());
    var points = capture.points() == null ? hold.points() : capture.points();
    var wanted = first(hold.draws().stream(), points);
    book.append(
        Line.of(capture.head(), EntryType.CAPTURE, posting.at(), hold.id(), wanted),
        new Change(0, 0, -points.thousandths()));
    var rest = Draws.less(hold.draws(), wanted);
    if (!rest.isEmpty()) {
      giveBack(hold, rest, capture.head().numbered(posting.more().getAsLong()), posting);
    }
    book.put(hold.ended(EntryType.CAPTURE, posting.at(), points));
    book.plan();
  }

  void release(LedgerCommand.Release release, Posting posting) {
    var hold = book.hold(release.holdId());
    giveBack(hold, hold.draws(), release.head(), posting);
    book.put(hold.ended(EntryType.RELEASE, posting.at(), Points.ZERO));
    book.plan();
  }

  private void giveBack(Hold hold, List<Draw> draws, LedgerCommand.Head head, Posting posting) {
    long points = Draw.sum(draws).thousandths();
    book.giveBack(draws);
    book.append(
        Line.of(head, EntryType.RELEASE, posting.at(), hold.id(), draws),
        new Change(points, 0, -points));
  }

  /// What a spending takes from which lots.
  private List<Draw> drawn(Points points) {
    var spendable =
        book.lots().stream()
            .filter(Lot::isSpendable)
            .map(lot -> new Draw(lot.id(), lot.remaining()));
    var draws = first(spendable, points);
    if (!Draw.sum(draws).equals(points)) {
      throw new IllegalStateException(
          "L2: lots of " + book.balance().key() + " hold less than active");
    }
    return draws;
  }

  /// So many points of some lots, in the wallet's order.
  private List<Draw> first(Stream<Draw> from, Points points) {
    var sorted =
        from.sorted(Comparator.comparing((Draw draw) -> book.lot(draw.lotId()), order)).toList();
    return Draws.first(sorted, points);
  }
}
