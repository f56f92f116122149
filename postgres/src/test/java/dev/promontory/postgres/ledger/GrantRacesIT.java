package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static dev.promontory.testkit.Rewards.request;
import static dev.promontory.testkit.Rewards.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.app.GrantRewards;
import dev.promontory.app.Granter;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Offer;
import dev.promontory.grant.Refusal;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Many at once on the same budget, the same key, the same balance.
class GrantRacesIT {
  private static final int THREADS = 64;
  private static final int EACH = 12;
  private static final DataSource SOURCE = TestDatabase.migrated("grant_races");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT = new PostgresAccounts(SOURCE).create("shop", "UTC", "h");

  private final Rewards rewards = new Rewards(TRANSACTIONS, ACCOUNT);

  @ParameterizedTest
  @EnumSource
  void g2_64_threads_on_one_budget_never_overspend(OnShortBudget onShort) throws Exception {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 3);
    var offer = rewards.limited(wallet, "7.777", "5000.001", onShort);

    var outcomes =
        Race.run(
            THREADS,
            thread -> {
              var own = new ArrayList<GrantOutcome>();
              for (int i = 0; i < EACH; i++) {
                own.addAll(rewards.grant(requests(offer, 1, user(thread, i), user(thread, i))));
              }
              return own;
            });

    requireExact(offer, wallet, flat(outcomes), onShort);
  }

  @ParameterizedTest
  @EnumSource
  void g2_64_threads_in_shared_transactions_never_overspend(OnShortBudget onShort)
      throws Exception {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 3);
    var offer = rewards.limited(wallet, "7.777", "5000.001", onShort);

    // Two granters, as of two processes.
    try (var one = new Granter(TRANSACTIONS);
        var other = new Granter(TRANSACTIONS)) {
      var outcomes =
          Race.run(
              THREADS,
              thread -> {
                var granter = thread % 2 == 0 ? one : other;
                var own = new ArrayList<GrantOutcome>();
                for (int i = 0; i < EACH; i++) {
                  var request = request(offer, 1, user(thread, i));
                  own.add(granter.grant(request, NOW).orElseThrow());
                }
                return own;
              });

      requireExact(offer, wallet, flat(outcomes), onShort);
    }
  }

  @Test
  void g1_64_threads_with_one_key_grant_once_and_all_get_the_same_answer() throws Exception {
    var wallet = rewards.wallet();
    var offer = rewards.flat(wallet, "5");
    for (int round = 0; round < 10; round++) {
      var request = List.of(request(offer, fresh(), 1));

      var outcomes = Race.run(THREADS / 4, _ -> rewards.grant(request).getFirst());

      assertThat(outcomes.stream().distinct()).hasSize(1);
      assertThat(rewards.holding(wallet, 1).balance().active())
          .isEqualTo(Points.of(5L * (round + 1)));
    }
  }

  @Test
  void g1_batches_that_share_most_of_their_keys_grant_each_once() throws Exception {
    var wallet = rewards.wallet();
    var offer = rewards.flat(wallet, "5");
    long occurrence = fresh();

    var outcomes =
        Race.run(
            8,
            thread -> rewards.grant(requests(offer, occurrence, 1 + thread * 10, 500)).getLast());

    assertThat(outcomes.stream().distinct()).hasSize(1);
    assertThat(LongStream.rangeClosed(1, 500).boxed())
        .allSatisfy(
            user ->
                assertThat(rewards.holding(wallet, user).balance().active())
                    .isEqualTo(points("5")));
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void batches_on_the_same_users_in_opposite_orders_all_land() throws Exception {
    var wallet = rewards.wallet();
    var offers = List.of(rewards.flat(wallet, "1"), rewards.flat(wallet, "2"));

    Race.run(
        8,
        thread -> {
          for (int i = 0; i < 5; i++) {
            var batch = new ArrayList<>(requests(offers.get(thread % 2), fresh(), 1, 300));
            rewards.grant(thread % 2 == 0 ? batch : batch.reversed());
          }
          return thread;
        });

    // Four threads gave 1 and four gave 2, five times each.
    assertThat(rewards.holding(wallet, 150).balance().active()).isEqualTo(points("60"));
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void r1_a_connection_that_dies_during_a_batch_leaves_nothing_and_a_repeat_pays_once() {
    var wallet = rewards.wallet();
    var offer = rewards.limited(wallet, "5", "1000", OnShortBudget.REFUSE);
    var requests = requests(offer, fresh(), 1, 100);
    long rows = LedgerAudit.count(JDBI, "SELECT count(*) FROM outbox");

    assertThatThrownBy(
            () ->
                TRANSACTIONS.inTransaction(
                    tx -> {
                      new GrantRewards().grant(tx, requests, NOW);
                      killTransactions();
                      return tx.grants().find(requests.stream().map(GrantRequest::key).toList());
                    }))
        .isInstanceOf(StoreUnavailable.class);

    assertThat(rewards.holding(wallet, 50).balance().sequence()).isZero();
    assertThat(LedgerAudit.count(JDBI, "SELECT count(*) FROM outbox")).isEqualTo(rows);
    assertThat(rewards.grant(requests)).allMatch(Granted.class::isInstance);
    assertThat(rewards.grant(requests)).allMatch(Granted.class::isInstance);
    assertThat(rewards.holding(wallet, 50).balance().active()).isEqualTo(points("5"));
    assertThat(spent(offer)).isEqualTo(points("500"));
  }

  @Test
  void a_request_that_poisons_its_batch_stands_alone_and_the_rest_lands() throws Exception {
    var wallet = rewards.wallet();
    var offer = rewards.flat(wallet, "5");
    int poisoned = 1_000_013;
    JDBI.useHandle(
        handle ->
            handle.execute(
                "ALTER TABLE lot ADD CONSTRAINT ck_lot_test CHECK (user_number <> "
                    + poisoned
                    + ")"));

    try (var granter = new Granter(TRANSACTIONS)) {
      var outcomes =
          Race.run(
              THREADS,
              thread -> granter.grant(request(offer, 1, 1_000_000 + thread), NOW).orElseThrow());

      assertThat(outcomes.get(13)).isEqualTo(new Refused(Refusal.CREDIT_FAILED));
      assertThat(outcomes.stream().filter(Granted.class::isInstance)).hasSize(THREADS - 1);
    } finally {
      JDBI.useHandle(handle -> handle.execute("ALTER TABLE lot DROP CONSTRAINT ck_lot_test"));
    }
    // What failed once stays failed: the first answer.
    assertThat(rewards.grant(requests(offer, 1, poisoned, poisoned)))
        .containsExactly(new Refused(Refusal.CREDIT_FAILED));
  }

  private void requireExact(
      Offer offer, Wallet wallet, List<GrantOutcome> outcomes, OnShortBudget onShort) {
    var given =
        outcomes.stream()
            .filter(Granted.class::isInstance)
            .map(outcome -> ((Granted) outcome).points())
            .reduce(Points.ZERO, Points::plus);
    assertThat(outcomes).hasSize(THREADS * EACH);
    // 642 times 7.777 are 4992.834; one more would be too many.
    assertThat(given).isEqualTo(points(onShort == OnShortBudget.PARTIAL ? "5000.001" : "4992.834"));
    assertThat(spent(offer)).isEqualTo(given);
    assertThat(
            LedgerAudit.count(
                JDBI, "SELECT sum(active) FROM balance WHERE wallet_id = " + wallet.id()))
        .isEqualTo(given.thousandths());
    assertThat(outcomes.stream().filter(outcome -> !(outcome instanceof Granted)))
        .containsOnly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  private static Points spent(Offer offer) {
    return TRANSACTIONS.inTransaction(
        tx ->
            tx.grants()
                .lockBudgets(List.of(offer.campaignId()))
                .getOrDefault(offer.campaignId(), Points.ZERO));
  }

  /// Ends the connections to this database that are in a transaction.
  private static void killTransactions() {
    JDBI.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT pg_terminate_backend(pid)
                      FROM pg_stat_activity
                     WHERE datname = current_database() AND state = 'idle in transaction'
                    """)
                .mapTo(Boolean.class)
                .list());
  }

  private static long user(int thread, int number) {
    return 1 + thread * (long) EACH + number;
  }

  private static List<GrantOutcome> flat(List<? extends List<GrantOutcome>> lists) {
    return lists.stream().<GrantOutcome>flatMap(List::stream).toList();
  }
}
