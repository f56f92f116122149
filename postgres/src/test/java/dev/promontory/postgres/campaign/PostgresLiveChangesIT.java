package dev.promontory.postgres.campaign;

import dev.promontory.account.Accounts;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.campaign.LiveChangesContract;
import javax.sql.DataSource;

class PostgresLiveChangesIT extends LiveChangesContract {
  private static final DataSource SOURCE = TestDatabase.migrated("live_changes");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected Accounts accounts() {
    return new PostgresAccounts(SOURCE);
  }
}
