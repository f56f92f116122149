package dev.promontory.app;

import dev.promontory.app.MovePoints.Move;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.user.Departures.Merged;
import dev.promontory.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looks once more through the balances of merged users: a transaction that began before the merge
/// may have posted to them after it. What it finds moves to the survivor, too.
public final class GatherMerged implements DueWork {

  /// How long after a merge nothing that began before it can still be going on.
  static final Duration DELAY = Duration.ofMinutes(5);

  private static final int MAX_BATCH = 100;

  private final Transactions transactions;

  public GatherMerged(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> nextDueAt() {
    return transactions.inTransaction(
        tx -> tx.departures().oldestUngathered().map(at -> at.plus(DELAY)));
  }

  @Override
  public boolean doDue(Instant now) {
    var before = now.minus(DELAY).plusMillis(1);
    return transactions.inTransaction(
        tx -> {
          var merged = tx.departures().ungathered(before, MAX_BATCH);
          for (var user : merged) {
            gather(tx, user, now);
          }
          if (!merged.isEmpty()) {
            tx.departures().gathered(merged);
          }
          return merged.size() == MAX_BATCH;
        });
  }

  private static void gather(Tx tx, Merged merged, Instant now) {
    var wallets = tx.wallets().findAllOf(merged.account());
    List<Move> moves =
        wallets.stream()
            .map(Wallet::id)
            .map(
                id ->
                    new Move(new BalanceKey(id, merged.user()), new BalanceKey(id, merged.into())))
            .toList();
    new MovePoints(tx, MergeUsers.byId(wallets), now).move(moves);
  }
}
