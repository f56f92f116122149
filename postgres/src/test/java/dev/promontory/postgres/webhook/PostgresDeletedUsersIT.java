package dev.promontory.postgres.webhook;

import dev.promontory.account.Account;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.testkit.webhook.DeletedUsersContract;
import javax.sql.DataSource;

class PostgresDeletedUsersIT extends DeletedUsersContract {
  private static final DataSource SOURCE = TestDatabase.migrated("webhooks_deleted_users");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected Account newAccount() {
    return new PostgresAccounts(SOURCE).create("shop" + Rewards.fresh(), "UTC", "h");
  }
}
