package dev.promontory.postgres.webhook;

import dev.promontory.account.Account;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.testkit.webhook.WebhookLocksContract;
import javax.sql.DataSource;

class PostgresWebhookLocksIT extends WebhookLocksContract {
  private static final DataSource SOURCE = TestDatabase.migrated("webhook_locks");
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
