package dev.promontory.postgres;

import dev.promontory.account.Accounts;
import dev.promontory.testkit.AccountsContract;

class PostgresAccountsIT extends AccountsContract {
  private static final Accounts ACCOUNTS = new PostgresAccounts(TestDatabase.migrated("accounts"));

  @Override
  protected Accounts accounts() {
    return ACCOUNTS;
  }
}
