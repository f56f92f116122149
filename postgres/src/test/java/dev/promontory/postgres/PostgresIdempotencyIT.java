package dev.promontory.postgres;

import dev.promontory.store.Transactions;
import dev.promontory.testkit.IdempotencyContract;

class PostgresIdempotencyIT extends IdempotencyContract {
  private static final Transactions TRANSACTIONS =
      new PostgresTransactions(TestDatabase.migrated("idempotency"));

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }
}
