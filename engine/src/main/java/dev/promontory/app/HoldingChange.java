package dev.promontory.app;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerChanges;
import dev.promontory.ledger.LedgerChanges.NewLot;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.OwnHold;
import dev.promontory.outbox.PointsEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a batch does to one holding.
///
/// @param before with all lots and holds that were there
/// @param after its lots include those that were emptied and the new ones, its holds those that
///   ended and the new ones
/// @param reminders lots whose user is to be told that they will expire
record HoldingChange(Holding before, Holding after, List<Entry> entries, List<Lot> reminders) {

  /// The changes of many holdings together.
  static LedgerChanges all(List<HoldingChange> changes) {
    var balances = new ArrayList<Balance>(changes.size());
    var newLots = new ArrayList<NewLot>(changes.size());
    var changedLots = new ArrayList<Lot>();
    var newHolds = new ArrayList<OwnHold>();
    var endedHolds = new ArrayList<Hold>();
    var entries = new ArrayList<Entry>(changes.size());
    for (var change : changes) {
      if (!change.isOpening() && !change.after.balance().equals(change.before.balance())) {
        balances.add(change.after.balance());
      }
      change.addLots(newLots, changedLots);
      change.addHolds(newHolds, endedHolds);
      entries.addAll(change.entries);
    }
    var holdings = changes.stream().map(HoldingChange::after).toList();
    return new LedgerChanges(
        balances, newLots, changedLots, newHolds, endedHolds, entries, holdings);
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
    for (var lot : reminders) {
      events.add(PointsEvent.reminder(account, key(), lot));
    }
    return events;
  }

  /// The one lot that an entry is about, or null if it is about none or several.
  private @Nullable Lot lotOf(Entry entry) {
    return switch (entry.type()) {
      case CREDIT -> lot(entry.id());
      case ACTIVATION, EXPIRY -> lot(entry.draws().getFirst().lotId());
      case DEBIT, HOLD, RELEASE, CAPTURE, REFUND, REINSTATEMENT, REVERSAL -> null;
      case TRANSFER_OUT, TRANSFER_IN -> null;
    };
  }

  private Lot lot(long id) {
    for (var lot : after.lots().reversed()) {
      if (lot.id() == id) {
        return lot;
      }
    }
    throw new IllegalStateException("%s has no lot %d".formatted(key(), id));
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

  private void addHolds(List<OwnHold> newHolds, List<Hold> endedHolds) {
    var known = before.holds().stream().map(Hold::id).toList();
    for (var hold : after.holds()) {
      if (!known.contains(hold.id())) {
        newHolds.add(new OwnHold(key(), hold));
      } else if (!hold.isOpen()) {
        endedHolds.add(hold);
      }
    }
  }
}
