package dev.promontory.ledger;

import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/// Decides what a command does to a holding. Pure: what it answers depends on its arguments alone.
public final class Bookkeeper {
  private Bookkeeper() {}

  /// Posts what became due, then decides the command.
  ///
  /// @param holding with its lots and holds, unless the command is a credit and nothing is due;
  ///   with the lots of the spendings and credits that a refund or a reversal is about, even if
  ///   empty
  /// @param now if it is before the last entry, the entry's instant is taken (L4)
  /// @param transactionIds numbers for further entries
  public static Decision decide(
      Terms terms,
      Holding holding,
      LedgerCommand command,
      Instant now,
      LongSupplier transactionIds) {
    var settled = settle(holding, now, transactionIds);
    var book = new Book(settled.holding());
    var at = book.notBefore(now);
    var refusal = Refusals.first(terms, settled.holding(), command, at);
    var wallet = terms.wallet();
    if (wallet == null || refusal != null) {
      var reason = refusal == null ? LedgerRefusal.UNKNOWN_WALLET : refusal;
      return new Decision(
          new Refused(reason), settled.holding(), settled.entries(), settled.reminders());
    }
    apply(book, command, terms, wallet, new Posting(at, transactionIds));
    var own = List.copyOf(book.entries());
    // What came back to a lot that has expired meanwhile is not usable for a moment (S2.10).
    if (book.balance().isDue(at)) {
      new Settlement(book, transactionIds).settle(at);
    }
    var entries = new ArrayList<>(settled.entries());
    entries.addAll(book.entries());
    var reminders = new ArrayList<>(settled.reminders());
    reminders.addAll(book.reminders());
    return new Decision(posted(command, own, book), book.holding(), entries, reminders);
  }

  /// Activates, expires and releases what is due, in the order in which it became so.
  ///
  /// @param transactionIds numbers for the entries
  public static Decision.Settled settle(Holding holding, Instant now, LongSupplier transactionIds) {
    if (!holding.balance().isDue(now)) {
      return new Decision.Settled(holding, List.of(), List.of());
    }
    var book = new Book(holding);
    new Settlement(book, transactionIds).settle(now);
    return new Decision.Settled(book.holding(), book.entries(), book.reminders());
  }

  /// Moves all points of a user to another one, who is the same person (S6). Lots and holds keep
  /// their numbers.
  ///
  /// What came and went moves along, so that later refunds and reversals find it.
  ///
  /// @param from settled at this instant, with at least one entry
  /// @param into settled at this instant
  /// @param transactionIds two numbers, one for each side
  public static Transfer transfer(
      Holding from, Holding into, Instant now, LongSupplier transactionIds) {
    var giving = new Book(from);
    var taking = new Book(into);
    Transfers.move(giving, taking, now, transactionIds);
    return new Transfer(
        new Decision.Settled(giving.holding(), giving.entries(), List.of()),
        new Decision.Settled(taking.holding(), taking.entries(), List.of()));
  }

  /// Both sides of a merge.
  public record Transfer(Decision.Settled from, Decision.Settled into) {}

  private static void apply(
      Book book, LedgerCommand command, Terms terms, Wallet wallet, Posting posting) {
    switch (command) {
      case LedgerCommand.Credit credit ->
          Transfers.credit(book, credit, life(credit, wallet, posting.at()), posting);
      case LedgerCommand.Debit debit -> new Spender(book, wallet).debit(debit, posting);
      case LedgerCommand.Reserve reserve -> new Spender(book, wallet).reserve(reserve, posting);
      case LedgerCommand.Capture capture -> new Spender(book, wallet).capture(capture, posting);
      case LedgerCommand.Release release -> new Spender(book, wallet).release(release, posting);
      case LedgerCommand.Refund refund ->
          new Restorer(book, wallet).refund(refund, terms.spendings(), posting);
      case LedgerCommand.Reverse reverse -> new Restorer(book, wallet).reverse(reverse, posting);
    }
  }

  /// What was moved is what the command's own entries are about, but for points that a capture did
  /// not want.
  private static Posted posted(LedgerCommand command, List<Entry> own, Book book) {
    long moved =
        own.stream()
            .filter(
                entry ->
                    entry.type() != EntryType.RELEASE || command instanceof LedgerCommand.Release)
            .mapToLong(entry -> entry.points().thousandths())
            .sum();
    long shortfall = own.stream().mapToLong(entry -> entry.shortfall().thousandths()).sum();
    return new Posted(
        own.getFirst().id(),
        new Points(moved),
        new Points(shortfall),
        relatedIds(own),
        book.balance().buckets());
  }

  private static List<Long> relatedIds(List<Entry> own) {
    return own.stream().map(Entry::relatedId).filter(Objects::nonNull).distinct().toList();
  }

  private static Lot.Life life(LedgerCommand.Credit credit, Wallet wallet, Instant at) {
    var zone = credit.head().account().zone();
    var life = credit.validity().from(at, wallet.expiry(), zone);
    return new Lot.Life(
        at, life.activatesAt(), life.expiresAt(), life.remindAt(wallet.remindDays(), zone));
  }
}
