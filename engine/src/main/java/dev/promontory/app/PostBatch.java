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
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
  private final Instant now;
  private final LedgerOutcome[] outcomes;
  private final List<HoldingChange> changes = new ArrayList<>();

  private PostBatch(Tx tx, Map<Long, Wallet> wallets, List<LedgerCommand> commands, Instant now) {
    this.tx = tx;
    this.ledger = tx.ledger();
    this.wallets = wallets;
    this.commands = commands;
    this.now = now;
    this.outcomes = new LedgerOutcome[commands.size()];
  }

  /// Posts commands in order.
  ///
  /// @param wallets those of the commands, as far as they exist
  /// @return one outcome each
  static List<LedgerOutcome> post(
      Tx tx, Map<Long, Wallet> wallets, List<LedgerCommand> commands, Instant now) {
    var batch = new PostBatch(tx, wallets, commands, now);
    batch.change(batch.commandsByKey());
    return List.of(batch.outcomes);
  }

  /// Posts what is due on these balances.
  ///
  /// @param wallets all of theirs
  static void settle(Tx tx, Map<Long, Wallet> wallets, Collection<BalanceKey> keys, Instant now) {
    var none = new TreeMap<BalanceKey, List<Integer>>();
    keys.forEach(key -> none.put(key, List.of()));
    new PostBatch(tx, wallets, List.of(), now).change(none);
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
        byKey.computeIfAbsent(head.key(), _ -> new ArrayList<>(1)).add(i);
      }
    }
    return byKey;
  }

  private void change(SortedMap<BalanceKey, List<Integer>> left) {
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new IllegalStateException("balances keep being opened by others");
      }
      var decided = decide(left);
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
    store();
  }

  private List<HoldingChange> decide(SortedMap<BalanceKey, List<Integer>> byKey) {
    var balances = ledger.lock(byKey.keySet());
    var lots =
        ledger.openLots(
            balances.values().stream().filter(balance -> needsLots(balance, byKey)).toList());
    var decided = new ArrayList<HoldingChange>(byKey.size());
    byKey.forEach(
        (key, numbers) -> {
          var balance = balances.get(key);
          var holding =
              balance == null
                  ? Holding.none(key)
                  : new Holding(balance, lots.getOrDefault(key, List.of()));
          decided.add(decide(holding, numbers));
        });
    return decided;
  }

  private boolean needsLots(Balance balance, Map<BalanceKey, List<Integer>> byKey) {
    return balance.isDue(now)
        || byKey.getOrDefault(balance.key(), List.of()).stream()
            .anyMatch(number -> commands.get(number) instanceof LedgerCommand.Debit);
  }

  private HoldingChange decide(Holding before, List<Integer> numbers) {
    var settled = Bookkeeper.settle(before, now, ledger::nextTransactionId);
    var entries = new ArrayList<Entry>(settled.entries());
    var holding = settled.holding();
    for (int number : numbers) {
      var command = commands.get(number);
      var wallet = wallets.get(command.head().key().walletId());
      var decision = Bookkeeper.decide(wallet, holding, command, now, ledger::nextTransactionId);
      outcomes[number] = decision.outcome();
      entries.addAll(decision.entries());
      holding = decision.holding();
    }
    return new HoldingChange(before, holding, entries);
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
