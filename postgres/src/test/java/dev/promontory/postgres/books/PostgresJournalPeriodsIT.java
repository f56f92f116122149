package dev.promontory.postgres.books;

import dev.promontory.account.Account;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.JournalPeriodsContract;
import javax.sql.DataSource;

class PostgresJournalPeriodsIT extends JournalPeriodsContract {
  private static final DataSource SOURCE = TestDatabase.migrated("periods");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT =
      new PostgresAccounts(SOURCE).create("shop", "Europe/Berlin", "h");

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }
}
