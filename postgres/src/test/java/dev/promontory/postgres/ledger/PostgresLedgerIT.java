package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static dev.promontory.testkit.Rewards.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Lot;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.LedgerContract;
import dev.promontory.testkit.Rewards;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresLedgerIT extends LedgerContract {
  private static final DataSource SOURCE = TestDatabase.migrated("ledger");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
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
    return LedgerAudit.discrepancies(JDBI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE entry SET active_after = active_after + 1",
        "UPDATE entry SET campaign_id = 1 WHERE false",
        "DELETE FROM entry",
        "TRUNCATE entry",
        "UPDATE lot_draw SET points = 1",
        "DELETE FROM lot_draw",
        "TRUNCATE lot_draw",
      })
  void l1_the_database_changes_and_removes_no_entry(String statement) {
    assertThatThrownBy(() -> JDBI.useHandle(handle -> handle.execute(statement)))
        .hasMessageContaining("L1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE balance SET active = -1, credited = -1",
        "UPDATE balance SET promised = -1",
        "UPDATE balance SET active = active + 1",
        "UPDATE lot SET remaining = -1",
        "UPDATE lot SET remaining = granted + 1",
        "UPDATE lot SET expires_at = activates_at",
      })
  void l2_l3_the_database_takes_no_impossible_balance_or_lot(String statement) {
    var rewards = new Rewards(TRANSACTIONS, ACCOUNT);
    rewards.grant(requests(rewards.flat(rewards.wallet(), "5"), fresh(), 1, 1));

    assertThatThrownBy(() -> JDBI.useHandle(handle -> handle.execute(statement)))
        .hasMessageContaining("violates check constraint");
  }

  @Test
  void the_lots_of_users_who_are_only_credited_stay_known() {
    var rewards = new Rewards(TRANSACTIONS, ACCOUNT);
    var wallet = rewards.wallet();
    long user = fresh();
    var key = new BalanceKey(wallet.id(), user);
    rewards.grant(requests(rewards.flat(wallet, "5"), fresh(), user, user));
    rewards.grant(requests(rewards.flat(wallet, "3"), fresh(), user, user));

    var remembered =
        TRANSACTIONS.inTransaction(
            tx -> tx.ledger().remembered(tx.ledger().lock(List.of(key)).values()));

    assertThat(remembered).containsOnlyKeys(key);
    assertThat(Objects.requireNonNull(remembered.get(key)).lots())
        .extracting(Lot::remaining)
        .containsExactlyInAnyOrder(points("5"), points("3"));
  }

  @Test
  void l2_the_audit_sees_a_balance_that_is_off() {
    var rewards = new Rewards(TRANSACTIONS, ACCOUNT);
    var wallet = rewards.wallet();
    rewards.grant(requests(rewards.flat(wallet, "5"), fresh(), 1, 1));

    JDBI.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE balance SET active = 6, credited = 6 WHERE wallet_id = ?", wallet.id());
          assertThat(
                  handle
                      .createQuery("SELECT count(*) FROM ledger_discrepancy")
                      .mapTo(Long.class)
                      .one())
              .isPositive();
          handle.rollback();
        });
  }
}
