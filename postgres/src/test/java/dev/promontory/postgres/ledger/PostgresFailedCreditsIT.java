package dev.promontory.postgres.ledger;

import dev.promontory.account.Account;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.FailedCreditsContract;
import javax.sql.DataSource;

class PostgresFailedCreditsIT extends FailedCreditsContract {
  private static final DataSource SOURCE = TestDatabase.migrated("failed_credits");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT = new PostgresAccounts(SOURCE).create("shop", "UTC", "h");

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }
}
