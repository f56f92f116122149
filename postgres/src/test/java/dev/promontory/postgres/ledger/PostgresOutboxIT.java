package dev.promontory.postgres.ledger;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.OutboxContract;
import javax.sql.DataSource;

class PostgresOutboxIT extends OutboxContract {
  private static final DataSource SOURCE = TestDatabase.migrated("outbox");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Accounts ACCOUNTS = new PostgresAccounts(SOURCE);
  private static final Account ACCOUNT = ACCOUNTS.create("shop", "UTC", "h");

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected Accounts accounts() {
    return ACCOUNTS;
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }
}
