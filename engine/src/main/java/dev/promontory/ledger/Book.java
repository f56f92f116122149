package dev.promontory.ledger;

import dev.promontory.ledger.Balance.Totals;
import dev.promontory.ledger.Entry.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A holding while it is being changed: keeps lots, holds, balance and entries in step. Lives
/// within one method call of [Bookkeeper].
final class Book {
  private Balance balance;
  private final Map<Long, Lot> lots = new LinkedHashMap<>();
  private final Map<Long, Hold> holds = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Lot> reminders = new ArrayList<>();

  Book(Holding holding) {
    this.balance = holding.balance();
    holding.lots().forEach(lot -> lots.put(lot.id(), lot));
    holding.holds().forEach(hold -> holds.put(hold.id(), hold));
  }

  /// The holding as it is by now.
  Holding holding() {
    return new Holding(balance, List.copyOf(lots.values()), List.copyOf(holds.values()));
  }

  Balance balance() {
    return balance;
  }

  /// What was appended so far.
  List<Entry> entries() {
    return entries;
  }

  /// Whose users are to be told, so far.
  List<Lot> reminders() {
    return reminders;
  }

  /// An instant, or that of the last entry if it is later (L4).
  Instant notBefore(Instant now) {
    var last = balance.last().at();
    return last.isAfter(now) ? last : now;
  }

  Collection<Lot> lots() {
    return lots.values();
  }

  Lot lot(long id) {
    var lot = lots.get(id);
    if (lot == null) {
      throw new IllegalStateException(
          "L2: lot %d is not among those of %s".formatted(id, balance.key()));
    }
    return lot;
  }

  Collection<Hold> holds() {
    return holds.values();
  }

  Hold hold(long id) {
    var hold = holds.get(id);
    if (hold == null) {
      throw new IllegalStateException("%s has no open hold %d".formatted(balance.key(), id));
    }
    return hold;
  }

  /// Adds a lot, or replaces the one with its number.
  void put(Lot lot) {
    lots.put(lot.id(), lot);
  }

  /// Adds a hold, or replaces the one with its number.
  void put(Hold hold) {
    holds.put(hold.id(), hold);
  }

  /// All lots and holds leave.
  void clear() {
    lots.clear();
    holds.clear();
  }

  /// Takes points from lots.
  void take(List<Draw> draws) {
    draws.forEach(draw -> put(lot(draw.lotId()).minus(draw.points())));
  }

  /// Gives points back to the lots that they were taken from.
  void giveBack(List<Draw> draws) {
    draws.forEach(draw -> put(lot(draw.lotId()).plus(draw.points())));
  }

  void remind(Lot lot) {
    reminders.add(lot);
  }

  void append(Line line, Change change) {
    var open =
        new Entry(
            line.id(),
            balance.key(),
            balance.sequence() + 1,
            line.type(),
            line.source(),
            line.at(),
            change,
            balance.buckets().plus(change),
            line.relatedId(),
            line.shortfall(),
            line.note(),
            line.draws(),
            Hash.NONE);
    var entry = open.withHash(Chain.hash(balance.last().hash(), open));
    entries.add(entry);
    balance = balance.plus(entry);
  }

  /// Takes over what came and went of another balance, which then has nothing.
  void takeOver(Book other) {
    balance = balance.with(balance.totals().plus(other.balance.totals()));
    other.balance = other.balance.with(Totals.ZERO);
  }

  /// Something more is due then; of the lots and holds that are not there nothing has to be known.
  void planAlso(@Nullable Instant due) {
    var before = balance.nextDueAt();
    if (due != null && (before == null || due.isBefore(before))) {
      balance = balance.withNextDueAt(due);
    }
  }

  /// Finds out what is due next; all lots and holds must be there.
  void plan() {
    balance =
        balance.withNextDueAt(Holding.nextDueAt(lots.values().stream(), holds.values().stream()));
  }
}
