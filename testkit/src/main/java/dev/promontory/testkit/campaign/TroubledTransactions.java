package dev.promontory.testkit.campaign;

import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.store.StoreTrouble;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.util.List;
import java.util.function.Function;

/// Transactions whose store is in trouble whenever it is to give one reward. Safe for use by many
/// threads.
final class TroubledTransactions implements Transactions {
  private final Transactions transactions;
  private final GrantKey reward;
  private volatile boolean isOver;

  TroubledTransactions(Transactions transactions, GrantKey reward) {
    this.transactions = transactions;
    this.reward = reward;
  }

  /// Lets the reward be given from now on.
  void end() {
    isOver = true;
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    return transactions.inTransaction(
        tx -> {
          var result = work.apply(tx);
          if (!isOver && tx.grants().find(List.of(reward)).get(reward) instanceof Granted) {
            throw new StoreTrouble("in trouble", new IllegalStateException());
          }
          return result;
        });
  }
}
