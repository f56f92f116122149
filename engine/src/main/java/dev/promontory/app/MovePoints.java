package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Bookkeeper;
import dev.promontory.ledger.Decision.Settled;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.Lot;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Moves everything that users have in wallets to other users, within a transaction. To be used
/// once, by one thread.
final class MovePoints {
  /// A balance is opened once in its life, so after a lost race the next attempt finds it.
  private static final int MAX_ATTEMPTS = 3;

  private final Tx tx;
  private final Ledger ledger;
  private final Map<Long, Wallet> wallets;
  private final Instant now;
  private final List<HoldingChange> changes = new ArrayList<>();
  private final List<PointsEvent> events = new ArrayList<>();

  MovePoints(Tx tx, Map<Long, Wallet> wallets, Instant now) {
    this.tx = tx;
    this.ledger = tx.ledger();
    this.wallets = wallets;
    this.now = now;
  }

  /// From where to where, in one wallet.
  record Move(BalanceKey from, BalanceKey into) {}

  /// Moves what there is; balances without entries, or with nothing left of anything, are left
  /// alone.
  void move(Collection<Move> moves) {
    var left = List.copyOf(moves);
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new IllegalStateException("balances keep being opened by others");
      }
      left = attempt(left);
    }
    ledger.append(HoldingChange.all(changes));
    tx.outbox().append(events);
  }

  /// @return those whose target was opened by another transaction meanwhile
  private List<Move> attempt(List<Move> moves) {
    var keys = new TreeSet<BalanceKey>();
    moves.forEach(move -> keys.addAll(List.of(move.from(), move.into())));
    var holdings = ledger.holdings(ledger.lock(keys).values());
    var lost = new ArrayList<Move>();
    for (var move : moves) {
      var from = holdings.get(move.from());
      if (from != null && !from.balance().isBlank()) {
        var into = holdings.getOrDefault(move.into(), Holding.none(move.into()));
        if (!isMoved(move, from, into)) {
          lost.add(move);
        }
      }
    }
    return lost;
  }

  private boolean isMoved(Move move, Holding from, Holding into) {
    var given = Bookkeeper.settle(from, now, ledger::nextTransactionId);
    var taken = Bookkeeper.settle(into, now, ledger::nextTransactionId);
    var transfer =
        Bookkeeper.transfer(given.holding(), taken.holding(), now, ledger::nextTransactionId);
    // To the store, the lots and holds are the other user's already.
    var before =
        new Holding(
            into.balance(),
            Stream.concat(into.lots().stream(), from.lots().stream()).toList(),
            Stream.concat(into.holds().stream(), from.holds().stream()).toList());
    var emptied = new Holding(from.balance(), List.of(), List.of());
    var change = change(before, taken, transfer.into());
    if (change.isOpening() && !ledger.open(List.of(change.after().balance())).isEmpty()) {
      return false;
    }
    ledger.move(move.from(), move.into());
    tell(from, given);
    tell(into, taken);
    changes.add(change(emptied, given, transfer.from()));
    changes.add(change);
    return true;
  }

  private static HoldingChange change(Holding before, Settled settled, Settled moved) {
    var entries = new ArrayList<Entry>(settled.entries());
    entries.addAll(moved.entries());
    var reminders = new ArrayList<Lot>(settled.reminders());
    return new HoldingChange(before, moved.holding(), entries, reminders);
  }

  /// What was due before the move is told of those who had it then; the move itself is no event.
  private void tell(Holding before, Settled settled) {
    var wallet = wallets.get(before.balance().key().walletId());
    if (wallet == null) {
      throw new IllegalStateException("no wallet " + before.balance().key().walletId());
    }
    var change =
        new HoldingChange(before, settled.holding(), settled.entries(), settled.reminders());
    events.addAll(change.events(wallet.account()));
  }
}
