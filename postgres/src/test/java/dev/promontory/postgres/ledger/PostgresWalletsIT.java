package dev.promontory.postgres.ledger;

import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.testkit.WalletsContract;
import javax.sql.DataSource;

class PostgresWalletsIT extends WalletsContract {
  private static final DataSource SOURCE = TestDatabase.migrated("wallets");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected int freshAccount() {
    return new PostgresAccounts(SOURCE).create("shop-" + Rewards.fresh(), "UTC", "h").number();
  }
}
