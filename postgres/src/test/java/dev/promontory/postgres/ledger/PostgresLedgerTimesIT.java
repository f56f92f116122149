package dev.promontory.postgres.ledger;

import dev.promontory.account.Account;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.LedgerTimesContract;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

class PostgresLedgerTimesIT extends LedgerTimesContract {
  private static final DataSource SOURCE = TestDatabase.migrated("ledger_times");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT =
      new PostgresAccounts(SOURCE).create("shop", "Asia/Kolkata", "h");

  @Override
  protected Transactions transactions() {
    return TRANSACTIONS;
  }

  @Override
  protected Account account() {
    return ACCOUNT;
  }

  @Override
  protected long discrepancies() {
    return LedgerAudit.discrepancies(Jdbi.create(SOURCE));
  }
}
