package dev.promontory.testkit.campaign;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Stores as if there were one connection: whoever asks for a second one while a transaction is
/// open would wait for ever, and fails here. For one thread.
final class OneConnection implements Transactions {
  private final Transactions transactions;
  private final Accounts accounts;
  private boolean taken;

  OneConnection(Transactions transactions, Accounts accounts) {
    this.transactions = transactions;
    this.accounts = accounts;
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    requireFree();
    taken = true;
    try {
      return transactions.inTransaction(work);
    } finally {
      taken = false;
    }
  }

  /// The accounts, read on a connection of their own.
  Accounts accounts() {
    return new Accounts() {
      @Override
      public List<Account> all() {
        requireFree();
        return accounts.all();
      }

      @Override
      public Optional<Account> find(String id) {
        requireFree();
        return accounts.find(id);
      }

      @Override
      public Account create(String id, String zone, String passcodeHash) {
        requireFree();
        return accounts.create(id, zone, passcodeHash);
      }

      @Override
      public List<String> passcodeHashes(String id) {
        requireFree();
        return accounts.passcodeHashes(id);
      }
    };
  }

  private void requireFree() {
    if (taken) {
      throw new AssertionError("a second connection is asked for while one is held");
    }
  }
}
