package dev.promontory.app;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Ledger;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Posts what the clock does to lots: promised points become active, active points expire. Balances
/// are right without it (S2.10); the entries and the reward events come from here.
///
/// A batch that fails is tried again in halves, until the culprit stands alone. It is left alone
/// for a while, and keeps no other from being settled.
public final class ActivateAndExpireLots implements DueWork {

  /// The most balances of one batch.
  public static final int MAX_BATCH = 1000;

  private final Transactions transactions;
  private final Postponed<BalanceKey> postponed = new Postponed<>();

  public ActivateAndExpireLots(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> nextDueAt() {
    var due = transactions.inTransaction(tx -> tx.ledger().nextDueAt(postponed.all()));
    return Stream.concat(due.stream(), postponed.nextEnd().stream()).min(Comparator.naturalOrder());
  }

  /// @throws IllegalStateException if a balance cannot be settled, after all others of the batch
  ///   are
  @Override
  public boolean doDue(Instant now) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    var except = postponed.at(instant);
    if (except.size() > Ledger.MAX_BATCH - MAX_BATCH) {
      throw new IllegalStateException(except.size() + " balances cannot be settled");
    }
    var keys = transactions.inTransaction(tx -> tx.ledger().due(instant, except, MAX_BATCH));
    var failures = new ArrayList<RuntimeException>();
    settle(keys, instant, failures);
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return keys.size() == MAX_BATCH;
  }

  private void settle(List<BalanceKey> keys, Instant now, List<RuntimeException> failures) {
    try {
      settle(keys, now);
      keys.forEach(postponed::succeeded);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      if (keys.size() == 1) {
        var key = keys.getFirst();
        postponed.failed(key, now);
        failures.add(new IllegalStateException(key + " cannot be settled; others are", e));
      } else {
        int half = keys.size() / 2;
        settle(keys.subList(0, half), now, failures);
        settle(keys.subList(half, keys.size()), now, failures);
      }
    }
  }

  private void settle(List<BalanceKey> keys, Instant now) {
    var walletIds = new TreeSet<Long>();
    keys.stream().map(BalanceKey::walletId).forEach(walletIds::add);
    transactions.inTransaction(
        tx -> {
          PostBatch.settle(tx, tx.wallets().findAll(walletIds), keys, now);
          return keys;
        });
  }
}
