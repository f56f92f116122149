package dev.promontory.testkit.ledger;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Bookkeeper;
import dev.promontory.ledger.Decision;
import dev.promontory.ledger.Draw;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.Hold;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Spending;
import dev.promontory.ledger.Terms;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The bookkeeper over lists: what it decided is kept, and it gets to see of that what it asks for,
/// and no more. Owned by one thread.
final class MemoryBooks implements Books {
  final List<Entry> entries = new ArrayList<>();
  final Map<BalanceKey, Holding> holdings = new LinkedHashMap<>();
  final Map<Long, Lot> lots = new TreeMap<>();
  final Map<Long, Hold> holds = new TreeMap<>();
  final Map<Long, BalanceKey> lotOwners = new HashMap<>();
  final Map<Long, BalanceKey> holdOwners = new HashMap<>();
  private final Map<Long, Long> survivors = new HashMap<>();
  private final Set<Long> blocked = new HashSet<>();
  private Wallet wallet;
  private long lastId = 1000;

  MemoryBooks(Wallet wallet, Account account) {
    this.wallet = Wallets.numbered(wallet, account, 1000);
  }

  @Override
  public Wallet wallet() {
    return wallet;
  }

  @Override
  public List<LedgerOutcome> post(List<LedgerCommand> commands, Instant now) {
    return commands.stream().map(command -> post(command, now)).toList();
  }

  LedgerOutcome post(LedgerCommand command, Instant now) {
    var key = owner(command.head().key().user());
    var head = command.head().numbered(++lastId).of(key);
    var terms = new Terms(wallet, blocked.contains(key.user()), spendings(command));
    var holding = withLotsOf(command, seen(key));
    if (command instanceof LedgerCommand.Credit && !holding.balance().isDue(now)) {
      holding = new Holding(holding.balance(), List.of(), List.of());
    }
    var decision = Bookkeeper.decide(terms, holding, command.with(head), now, () -> ++lastId);
    keep(decision.holding(), decision.entries());
    return decision.outcome();
  }

  @Override
  public void settle(Instant now) {
    for (var holding : List.copyOf(holdings.values())) {
      if (holding.balance().isDue(now)) {
        keep(Bookkeeper.settle(seen(holding.balance().key()), now, () -> ++lastId));
      }
    }
  }

  @Override
  public void merge(long from, long into, Instant now) {
    var one = owner(from);
    var other = owner(into);
    if (one.equals(other)) {
      return;
    }
    var at = latest(now, latest(lastAt(one), lastAt(other)));
    if (!seen(one).balance().isBlank()) {
      keep(Bookkeeper.settle(seen(one), at, () -> ++lastId));
      keep(Bookkeeper.settle(seen(other), at, () -> ++lastId));
      var transfer = Bookkeeper.transfer(seen(one), seen(other), at, () -> ++lastId);
      keep(transfer.from());
      keep(transfer.into());
    }
    lotOwners.replaceAll((_, owner) -> owner.equals(one) ? other : owner);
    holdOwners.replaceAll((_, owner) -> owner.equals(one) ? other : owner);
    survivors.replaceAll((_, owner) -> owner == one.user() ? other.user() : owner);
    survivors.put(one.user(), other.user());
  }

  @Override
  public void change(Wallet changed) {
    wallet = changed;
  }

  @Override
  public void block(long user, boolean isBlocked) {
    if (isBlocked) {
      blocked.add(user);
    } else {
      blocked.remove(user);
    }
  }

  @Override
  public Holding find(long user) {
    return seen(new BalanceKey(wallet.id(), user));
  }

  @Override
  public List<String> broken() {
    return new BookLaws(this).broken();
  }

  /// The balance that has the points of a user.
  BalanceKey owner(long user) {
    return new BalanceKey(wallet.id(), survivors.getOrDefault(user, user));
  }

  /// A holding with lots that have points left or held, and open holds.
  private Holding seen(BalanceKey key) {
    var open =
        holds.values().stream().filter(hold -> owns(key, hold)).filter(Hold::isOpen).toList();
    var held = new HashSet<Long>();
    open.forEach(hold -> hold.draws().forEach(draw -> held.add(draw.lotId())));
    var kept =
        lots.values().stream()
            .filter(lot -> key.equals(lotOwners.get(lot.id())))
            .filter(lot -> !lot.remaining().isZero() || held.contains(lot.id()))
            .toList();
    var known = holdings.getOrDefault(key, Holding.none(key));
    return new Holding(known.balance(), kept, open);
  }

  private boolean owns(BalanceKey key, Hold hold) {
    return key.equals(holdOwners.get(hold.id()));
  }

  private Holding withLotsOf(LedgerCommand command, Holding holding) {
    var ids = new HashSet<Long>();
    if (command instanceof Reverse reverse) {
      ids.addAll(reverse.credits());
    }
    spendings(command)
        .values()
        .forEach(spending -> spending.left().forEach(draw -> ids.add(draw.lotId())));
    return holding.with(ids.stream().sorted().filter(lots::containsKey).map(lots::get).toList());
  }

  /// What a refund is about, counted anew from all entries.
  private Map<Long, Spending> spendings(LedgerCommand command) {
    var found = new HashMap<Long, Spending>();
    if (command instanceof Refund refund) {
      for (var entry : entries) {
        if (refund.spendings().contains(entry.id()) && isSpending(entry)) {
          boolean isRemoval = entry.type() == EntryType.DEBIT && entry.source() == Source.MANUAL;
          found.put(entry.id(), new Spending(entry.id(), isRemoval, left(entry)));
        }
      }
    }
    return found;
  }

  private static boolean isSpending(Entry entry) {
    return entry.type() == EntryType.DEBIT || entry.type() == EntryType.CAPTURE;
  }

  private List<Draw> left(Entry spending) {
    var left = new LinkedHashMap<Long, Long>();
    spending.draws().forEach(draw -> left.put(draw.lotId(), draw.points().thousandths()));
    for (var entry : entries) {
      var related = entry.relatedId();
      boolean isBack = entry.type() == EntryType.REFUND || entry.type() == EntryType.REINSTATEMENT;
      if (isBack && related != null && related == spending.id()) {
        entry
            .draws()
            .forEach(draw -> left.merge(draw.lotId(), -draw.points().thousandths(), Long::sum));
      }
    }
    return left.entrySet().stream()
        .filter(one -> one.getValue() != 0)
        .map(one -> new Draw(one.getKey(), new Points(one.getValue())))
        .toList();
  }

  private void keep(Decision.Settled settled) {
    keep(settled.holding(), settled.entries());
  }

  private void keep(Holding holding, List<Entry> more) {
    var key = holding.balance().key();
    if (holding.balance().sequence() > 0) {
      holdings.put(key, holding);
    }
    for (var lot : holding.lots()) {
      lots.put(lot.id(), lot);
      lotOwners.put(lot.id(), key);
    }
    for (var hold : holding.holds()) {
      holds.put(hold.id(), hold);
      holdOwners.put(hold.id(), key);
    }
    entries.addAll(more);
  }

  private Instant lastAt(BalanceKey key) {
    return seen(key).balance().last().at();
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
