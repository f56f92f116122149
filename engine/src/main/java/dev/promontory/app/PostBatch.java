package dev.promontory.app;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Bookkeeper;
import dev.promontory.ledger.Entry;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Parties;
import dev.promontory.ledger.Standing;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Posts a batch of commands within a transaction: locks the balances, decides one command after
/// the other, stores everything, and tells the outbox. To be used once, by one thread.
final class PostBatch {
  /// A balance is opened once in its life, so after a lost race the next attempt finds it.
  private static final int MAX_ATTEMPTS = 3;

  private final Tx tx;
  private final Ledger ledger;
  private final Map<Long, Wallet> wallets;
  private final List<LedgerCommand> commands;
  private final Parties parties;
  private final Standing standing;
  private final Instant now;
  private final LedgerOutcome[] outcomes;
  private final List<HoldingChange> changes = new ArrayList<>();

  private PostBatch(Tx tx, Parties parties, List<LedgerCommand> commands, Instant now) {
    this.tx = tx;
    this.ledger = tx.ledger();
    this.wallets = parties.wallets();
    this.commands = commands;
    this.parties = parties;
    this.standing = parties.standing();
    this.now = now;
    this.outcomes = new LedgerOutcome[commands.size()];
  }

  /// Posts commands in order, each to whoever has the points of its user.
  ///
  /// @param parties of the commands, locked
  /// @return one outcome each
  static List<LedgerOutcome> post(
      Tx tx, Parties parties, List<LedgerCommand> commands, Instant now) {
    var batch = new PostBatch(tx, parties, commands, now);
    batch.change(batch.commandsByKey());
    batch.store();
    return List.of(batch.outcomes);
  }

  /// Posts what is due on these balances.
  ///
  /// @param wallets all of theirs
  static void settle(Tx tx, Map<Long, Wallet> wallets, Collection<BalanceKey> keys, Instant now) {
    var none = new TreeMap<BalanceKey, List<Integer>>();
    keys.forEach(key -> none.put(key, List.of()));
    var batch = new PostBatch(tx, new Parties(wallets, Standing.USUAL), List.of(), now);
    batch.change(none);
    batch.store();
  }

  /// The numbers of the commands on each balance. Those that have no wallet are refused here: they
  /// have no balance that could be locked.
  private SortedMap<BalanceKey, List<Integer>> commandsByKey() {
    Arrays.fill(outcomes, new Refused(LedgerRefusal.UNKNOWN_WALLET));
    var byKey = new TreeMap<BalanceKey, List<Integer>>();
    for (int i = 0; i < commands.size(); i++) {
      var head = commands.get(i).head();
      var wallet = wallets.get(head.key().walletId());
      if (wallet != null && wallet.account() == head.account().number()) {
        byKey.computeIfAbsent(standing.owner(head.key()), _ -> new ArrayList<>(1)).add(i);
      }
    }
    return byKey;
  }

  private void change(SortedMap<BalanceKey, List<Integer>> left) {
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new IllegalStateException("balances keep being opened by others");
      }
      var locked = parties.balances();
      var balances =
          attempt == 0 && locked != null ? only(left.keySet(), locked) : ledger.lock(left.keySet());
      var decided = decide(left, balances);
      var opened =
          decided.stream()
              .filter(HoldingChange::isOpening)
              .map(change -> change.after().balance())
              .toList();
      var lost = ledger.open(opened);
      left.keySet().retainAll(lost);
      decided.removeIf(change -> lost.contains(change.key()));
      changes.addAll(decided);
    }
  }

  private static Map<BalanceKey, Balance> only(
      Set<BalanceKey> keys, Map<BalanceKey, Balance> balances) {
    var some = new HashMap<>(balances);
    some.keySet().retainAll(keys);
    return some;
  }

  private List<HoldingChange> decide(
      SortedMap<BalanceKey, List<Integer>> byKey, Map<BalanceKey, Balance> balances) {
    var whole = holdings(byKey, balances.values());
    var asked = byKey.values().stream().flatMap(List::stream).map(commands::get).toList();
    var past = PastPostings.of(ledger, asked);
    var decided = new ArrayList<HoldingChange>(byKey.size());
    byKey.forEach(
        (key, numbers) -> {
          var balance = balances.getOrDefault(key, Balance.none(key));
          var holding = whole.getOrDefault(key, new Holding(balance, List.of(), List.of()));
          decided.add(decide(holding.with(past.lots(key)), numbers, past));
        });
    return decided;
  }

  /// With their lots, as far as they are needed or known.
  private Map<BalanceKey, Holding> holdings(
      SortedMap<BalanceKey, List<Integer>> byKey, Collection<Balance> balances) {
    var needy = new ArrayList<Balance>();
    var others = new ArrayList<Balance>();
    balances.forEach(balance -> (needsLots(balance, byKey) ? needy : others).add(balance));
    var holdings = new HashMap<>(ledger.remembered(others));
    holdings.putAll(ledger.holdings(needy));
    return holdings;
  }

  private boolean needsLots(Balance balance, Map<BalanceKey, List<Integer>> byKey) {
    return balance.isDue(now)
        || byKey.getOrDefault(balance.key(), List.of()).stream()
            .anyMatch(number -> !(commands.get(number) instanceof LedgerCommand.Credit));
  }

  private HoldingChange decide(Holding before, List<Integer> numbers, PastPostings past) {
    var settled = Bookkeeper.settle(before, now, ledger::nextTransactionId);
    var entries = new ArrayList<Entry>(settled.entries());
    var reminders = new ArrayList<Lot>(settled.reminders());
    var holding = settled.holding();
    for (int number : numbers) {
      var command = commands.get(number);
      var wallet = wallets.get(command.head().key().walletId());
      var terms = past.terms(wallet, standing.isBlocked(before.balance().key()), command);
      var decision = Bookkeeper.decide(terms, holding, command, now, ledger::nextTransactionId);
      outcomes[number] = decision.outcome();
      entries.addAll(decision.entries());
      reminders.addAll(decision.reminders());
      past.add(decision.entries());
      holding = decision.holding();
    }
    return new HoldingChange(before, holding, entries, reminders);
  }

  private void store() {
    ledger.append(HoldingChange.all(changes));
    tx.outbox()
        .append(
            changes.stream()
                .flatMap(change -> change.events(accountOf(change.key())).stream())
                .toList());
  }

  private int accountOf(BalanceKey key) {
    var wallet = wallets.get(key.walletId());
    if (wallet == null) {
      throw new IllegalStateException("no wallet " + key.walletId());
    }
    return wallet.account();
  }
}
