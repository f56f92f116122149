package dev.promontory.testkit.campaign;

import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.util.function.Function;

/// Transactions of which one crashes: right before it commits, or right after. Safe for use by many
/// threads.
public final class CrashingTransactions implements Transactions {
  private final Transactions transactions;
  private int left;
  private boolean commits;

  public CrashingTransactions(Transactions transactions) {
    this.transactions = transactions;
  }

  /// The end of the program, as far as a test can tell: nothing catches it.
  public static final class Crash extends Error {
    Crash() {
      super("crash on demand");
    }
  }

  /// Lets a transaction crash.
  ///
  /// @param number 1 for the next one
  /// @param afterCommit whether its work stays
  public synchronized void crashAt(int number, boolean afterCommit) {
    left = number;
    commits = afterCommit;
  }

  /// Whether the crash is still to come.
  public synchronized boolean isArmed() {
    return left > 0;
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    boolean crashes = isTurn();
    if (crashes && !commitsFirst()) {
      return transactions.inTransaction(
          tx -> {
            var _ = work.apply(tx);
            throw new Crash();
          });
    }
    var result = transactions.inTransaction(work);
    if (crashes) {
      throw new Crash();
    }
    return result;
  }

  private synchronized boolean isTurn() {
    if (left == 0) {
      return false;
    }
    left--;
    return left == 0;
  }

  private synchronized boolean commitsFirst() {
    return commits;
  }
}
