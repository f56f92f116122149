package dev.promontory.postgres.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.audit.Check;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.ledger.LedgerModelContract;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;

class PostgresLedgerModelIT extends LedgerModelContract {
  /// Entries that do not follow from the one before (L2, L4, L5).
  private static final String BROKEN_CHAINS =
      """
      SELECT count(*)
        FROM (SELECT line, draws, lag(line) OVER chain AS before
                FROM entry AS line
                LEFT JOIN drawn ON drawn.transaction_id = line.id
              WINDOW chain AS (PARTITION BY wallet_id, user_number ORDER BY sequence)) AS link
       WHERE (line).sequence <> coalesce((before).sequence, 0) + 1
          OR (line).at < (before).at
          OR (line).active_after <> coalesce((before).active_after, 0) + (line).active_change
          OR (line).promised_after <> coalesce((before).promised_after, 0) + (line).promised_change
          OR (line).held_after <> coalesce((before).held_after, 0) + (line).held_change
          OR (line).hash IS DISTINCT FROM entry_hash((before).hash, line, (line).note_hash, draws)
      """;

  private static final DataSource SOURCE = TestDatabase.migrated("ledger_model");
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT =
      new PostgresAccounts(SOURCE).create("shop", "America/New_York", "h");

  @AfterAll
  static void l1_l6_the_proof_finds_nothing_but_campaigns_that_granted_nothing() {
    // The scripts credit in the name of campaigns without any, which only grants do otherwise.
    assertThat(LedgerAudit.faults(SOURCE)).extracting(Check::name).containsExactly("grants");
  }

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
    var jdbi = Jdbi.create(SOURCE);
    return LedgerAudit.discrepancies(jdbi) + LedgerAudit.count(jdbi, BROKEN_CHAINS);
  }
}
