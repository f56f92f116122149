package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static dev.promontory.testkit.Rewards.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.Granter;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Refusal;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What fails for the database's sake, and what for the request's.
class GrantTroublesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final DataSource SOURCE = TestDatabase.migrated("grant_troubles");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT = new PostgresAccounts(SOURCE).create("shop", "UTC", "h");

  private final Rewards rewards = new Rewards(TRANSACTIONS, ACCOUNT);

  @AfterEach
  void refuseNothingAnyMore() {
    refuseNoLots();
  }

  /// Cancelled by an operator or a time limit; a lock that was not to be had; aborted ten times; a
  /// right or a table that is missing; an index that is damaged.
  @ParameterizedTest
  @ValueSource(strings = {"57014", "55P03", "40P01", "40001", "42501", "42P01", "XX002"})
  void lh2_a_trouble_of_the_database_decides_nothing_and_a_repeat_pays(String state) {
    var wallet = rewards.wallet();
    var batch = requests(rewards.flat(wallet, "5"), fresh(), 1, 6);
    try (var granter = new Granter(TRANSACTIONS)) {
      refuseLotsOf(3, state);
      assertThat(granter.grantAll(batch, NOW))
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(StoreUnavailable.class);
      var decided = find(batch);
      refuseNoLots();

      // The first two may be, in halves; nobody behind the one in trouble is.
      assertThat(decided.values()).allMatch(Granted.class::isInstance);
      assertThat(decided.keySet()).allMatch(key -> key.user() < 3);
      assertThat(granter.grantAll(batch, NOW))
          .succeedsWithin(PATIENCE)
          .satisfies(all -> assertThat(all).hasSize(6).allMatch(Granted.class::isInstance));
    }
    assertThat(rewards.holding(wallet, 3).balance().active()).isEqualTo(points("5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"23514", "22003", "P0001"})
  void a_failure_of_the_request_itself_is_final(String state) {
    var batch = requests(rewards.flat(rewards.wallet(), "5"), fresh(), 1, 6);
    try (var granter = new Granter(TRANSACTIONS)) {
      refuseLotsOf(3, state);
      var outcomes = granter.grantAll(batch, NOW).toCompletableFuture().join();
      refuseNoLots();

      assertThat(outcomes.get(2)).isEqualTo(new Refused(Refusal.CREDIT_FAILED));
      assertThat(outcomes.stream().filter(Granted.class::isInstance)).hasSize(5);
      assertThat(granter.grantAll(batch, NOW)).succeedsWithin(PATIENCE).isEqualTo(outcomes);
    }
  }

  @Test
  void a_statement_that_an_operator_cancels_is_granted_when_it_is_repeated() throws Exception {
    var batch = requests(rewards.flat(rewards.wallet(), "5"), fresh(), 1, 1);
    try (var granter = new Granter(TRANSACTIONS)) {
      CompletionStage<List<GrantOutcome>> cancelled;
      try (var blocking = SOURCE.getConnection()) {
        blocking.setAutoCommit(false);
        try (var statement = blocking.createStatement()) {
          statement.execute("LOCK TABLE lot IN SHARE MODE");
        }
        cancelled = granter.grantAll(batch, NOW);
        while (!cancelled.toCompletableFuture().isDone()) {
          cancelWhoWaits();
        }
        blocking.rollback();
      }

      assertThat(cancelled)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(StoreUnavailable.class);
      assertThat(granter.grantAll(batch, NOW).toCompletableFuture().join())
          .allMatch(Granted.class::isInstance);
    }
  }

  private static Map<GrantKey, GrantOutcome> find(List<GrantRequest> batch) {
    var keys = batch.stream().map(GrantRequest::key).toList();
    return TRANSACTIONS.inTransaction(tx -> tx.grants().find(keys));
  }

  private static void cancelWhoWaits() {
    JDBI.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT pg_cancel_backend(pid)
                      FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """)
                .mapTo(Boolean.class)
                .list());
  }

  private static void refuseLotsOf(long user, String state) {
    JDBI.useHandle(
        handle ->
            handle.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF NEW.user_number = %d THEN
                    RAISE EXCEPTION 'refused for the test' USING ERRCODE = '%s';
                  END IF;
                  RETURN NEW;
                END $$;
                CREATE TRIGGER refuse BEFORE INSERT ON lot FOR EACH ROW EXECUTE FUNCTION refuse()
                """
                    .formatted(user, state)));
  }

  private static void refuseNoLots() {
    JDBI.useHandle(
        handle ->
            handle.execute(
                "DROP TRIGGER IF EXISTS refuse ON lot; DROP FUNCTION IF EXISTS refuse()"));
  }
}
