package dev.promontory.testkit.campaign;

import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.util.function.Function;
import java.util.function.Predicate;

/// Transactions that fail, before they commit, whenever something is true within them. Safe for use
/// by many threads.
final class FailingTransactions implements Transactions {
  private final Transactions transactions;
  private final Predicate<Tx> fails;
  private final RuntimeException failure;
  private volatile boolean isOver;

  FailingTransactions(Transactions transactions, Predicate<Tx> fails, RuntimeException failure) {
    this.transactions = transactions;
    this.fails = fails;
    this.failure = failure;
  }

  /// Lets everything succeed from now on.
  void end() {
    isOver = true;
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    return transactions.inTransaction(
        tx -> {
          var result = work.apply(tx);
          if (!isOver && fails.test(tx)) {
            throw failure;
          }
          return result;
        });
  }
}
