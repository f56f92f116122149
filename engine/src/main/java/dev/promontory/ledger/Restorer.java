package dev.promontory.ledger;

import dev.promontory.ledger.Entry.Change;
import dev.promontory.ledger.Lot.Bucket;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Undoes spendings and credits (S6). What cannot be done was refused before.
final class Restorer {
  private final Book book;
  private final Wallet wallet;
  private final Comparator<Lot> order;

  Restorer(Book book, Wallet wallet) {
    this.book = book;
    this.wallet = wallet;
    this.order = LotOrder.of(wallet.consumption());
  }

  /// A refund of a part leaves the lots as if less had been spent: what would have been drawn last
  /// comes back first.
  void refund(LedgerCommand.Refund refund, Map<Long, Spending> spendings, Posting posting) {
    long left = refund.points() == null ? Points.MAX_THOUSANDTHS : refund.points().thousandths();
    boolean isFirst = true;
    for (long id : refund.spendings().stream().distinct().toList()) {
      var spending = spendings.get(id);
      if (spending == null || left == 0 || spending.refundable().isZero()) {
        continue;
      }
      var back = Draws.first(sorted(spending.left(), order.reversed()), new Points(left));
      var head = isFirst ? refund.head() : refund.head().numbered(posting.more().getAsLong());
      refund(spending, back, head, posting);
      left -= Draw.sum(back).thousandths();
      isFirst = false;
    }
    book.plan();
  }

  private void refund(
      Spending spending, List<Draw> back, LedgerCommand.Head head, Posting posting) {
    book.giveBack(back);
    back.forEach(draw -> prolong(draw.lotId(), head, posting));
    var type = spending.isRemoval() ? EntryType.REINSTATEMENT : EntryType.REFUND;
    book.append(
        Line.of(head, type, posting.at(), spending.id(), back),
        new Change(Draw.sum(back).thousandths(), 0, 0));
  }

  /// Points whose lot has expired since get a period of grace, in days of the account.
  private void prolong(long lotId, LedgerCommand.Head head, Posting posting) {
    var lot = book.lot(lotId);
    if (lot.isExpired(posting.at()) && wallet.graceDays() > 0) {
      var grace = new Span(wallet.graceDays(), Span.Unit.DAY);
      book.put(lot.expiringAt(grace.after(posting.at(), head.account().zone())));
    }
  }

  /// Credits that are still promised come first, then the others as they were given.
  void reverse(LedgerCommand.Reverse reverse, Posting posting) {
    long left = reverse.points() == null ? Points.MAX_THOUSANDTHS : reverse.points().thousandths();
    boolean isFirst = true;
    var credits =
        reverse.credits().stream()
            .distinct()
            .flatMap(id -> book.lots().stream().filter(lot -> lot.id() == id))
            .sorted(Comparator.comparing(Lot::bucket))
            .toList();
    for (var credit : credits) {
      var asked = new Points(Math.min(left, credit.reversible().thousandths()));
      if (asked.isZero()) {
        continue;
      }
      var head = isFirst ? reverse.head() : reverse.head().numbered(posting.more().getAsLong());
      reverse(credit.id(), asked, head, posting);
      left -= asked.thousandths();
      isFirst = false;
    }
    book.plan();
  }

  private void reverse(long creditId, Points asked, LedgerCommand.Head head, Posting posting) {
    var credit = book.lot(creditId);
    boolean isPromised = credit.bucket() == Bucket.PROMISED;
    var draws =
        isPromised
            ? Draws.first(List.of(new Draw(creditId, credit.remaining())), asked)
            : Draws.first(active(creditId), asked);
    var taken = Draw.sum(draws);
    book.take(draws);
    book.put(book.lot(creditId).askedBack(asked));
    long points = -taken.thousandths();
    book.append(
        Line.of(head, EntryType.REVERSAL, posting.at(), creditId, draws)
            .shortOf(asked.minus(taken)),
        isPromised ? new Change(0, points, 0) : new Change(points, 0, 0));
  }

  /// The active points of the user: those of one lot first, then in the wallet's order.
  private List<Draw> active(long firstLot) {
    var spendable =
        book.lots().stream()
            .filter(Lot::isSpendable)
            .map(lot -> new Draw(lot.id(), lot.remaining()))
            .toList();
    var sorted = new ArrayList<>(sorted(spendable, order));
    sorted.sort(Comparator.comparing(draw -> draw.lotId() != firstLot));
    return sorted;
  }

  private List<Draw> sorted(List<Draw> draws, Comparator<Lot> by) {
    return draws.stream()
        .sorted(Comparator.comparing((Draw draw) -> book.lot(draw.lotId()), by))
        .toList();
  }
}
