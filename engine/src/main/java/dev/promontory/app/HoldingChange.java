package dev.promontory.app;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerChanges;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.Lot;
import dev.promontory.outbox.PointsEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a batch does to one holding.
///
/// @param after its lots include those that were emptied and the new ones
record HoldingChange(Holding before, Holding after, List<Entry> entries) {

  /// The changes of many holdings together.
  static LedgerChanges all(List<HoldingChange> changes) {
    var balances = new ArrayList<Balance>(changes.size());
    var newLots = new ArrayList<NewLot>(changes.size());
    var changedLots = new ArrayList<Lot>();
    var entries = new ArrayList<Entry>(changes.size());
    for (var change : changes) {
      if (!change.isOpening() && !change.after.balance().equals(change.before.balance())) {
        balances.add(change.after.balance());
      }
      change.addLots(newLots, changedLots);
      entries.addAll(change.entries);
    }
    var holdings = changes.stream().map(HoldingChange::after).toList();
    return new LedgerChanges(balances, newLots, changedLots, entries, holdings);
  }

  BalanceKey key() {
    return before.balance().key();
  }

  /// Whether these are the first entries of the balance.
  boolean isOpening() {
    return before.balance().sequence() == 0 && after.balance().sequence() > 0;
  }

  /// What the outbox is told, in the order of the entries.
  List<PointsEvent> events(int account) {
    var events = new ArrayList<PointsEvent>(entries.size());
    for (var entry : entries) {
      events.addAll(PointsEvent.of(account, entry, lotOf(entry)));
    }
    return events;
  }

  private @Nullable Lot lotOf(Entry entry) {
    if (entry.type() == EntryType.DEBIT) {
      return null;
    }
    long id = entry.type() == EntryType.CREDIT ? entry.id() : entry.draws().getFirst().lotId();
    for (var lot : after.lots().reversed()) {
      if (lot.id() == id) {
        return lot;
      }
    }
    throw new IllegalStateException("entry " + entry.id() + " has no lot " + id);
  }

  private void addLots(List<NewLot> newLots, List<Lot> changedLots) {
    Map<Long, Lot> known = HashMap.newHashMap(before.lots().size());
    before.lots().forEach(lot -> known.put(lot.id(), lot));
    for (var lot : after.lots()) {
      var was = known.get(lot.id());
      if (was == null) {
        newLots.add(new NewLot(key(), lot));
      } else if (!was.equals(lot)) {
        changedLots.add(lot);
      }
    }
  }
}
