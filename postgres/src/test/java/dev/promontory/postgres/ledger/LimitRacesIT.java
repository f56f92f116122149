package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.Granter;
import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.grant.Offer;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.Refusal;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.record.Name;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// 64 at once on the limits of live campaigns, from two granters, as of two processes.
class LimitRacesIT {
  private static final int THREADS = 64;
  private static final int EACH = 10;
  private static final DataSource SOURCE = TestDatabase.migrated("limit_races");
  private static final Jdbi JDBI = Jdbi.create(SOURCE);
  private static final Transactions TRANSACTIONS = new PostgresTransactions(SOURCE);
  private static final Account ACCOUNT = new PostgresAccounts(SOURCE).create("shop", "UTC", "h");
  private static final EarnScheme PERCENTAGE =
      new EarnScheme.Percentage(new BigDecimal("7.7"), Name.of("Amount"));

  private final Rewards rewards = new Rewards(TRANSACTIONS, ACCOUNT);

  static Stream<Arguments> schemesAndBudgets() {
    return Stream.of(
            new EarnScheme.Flat(points("12.345")),
            PERCENTAGE,
            new EarnScheme.Random(points("1"), points("30"), EarnScheme.Favor.AVG))
        .flatMap(earn -> Stream.of(OnShortBudget.values()).map(each -> Arguments.of(earn, each)));
  }

  @ParameterizedTest
  @MethodSource("schemesAndBudgets")
  void g2_a_budget_of_5000_under_64_clients_pays_5000_and_refuses_the_rest(
      EarnScheme earn, OnShortBudget onShort) throws Exception {
    var offer = offer(earn, Limits.ofCampaign(points("5000"), onShort));

    var outcomes = race(offer, thread -> 1 + thread);

    var given = sum(outcomes);
    assertThat(outcomes).hasSize(THREADS * EACH);
    if (onShort == OnShortBudget.PARTIAL) {
      assertThat(given).isEqualTo(points("5000"));
    } else {
      // Less is left than the largest award.
      assertThat(given).isBetween(points("4960"), points("5000"));
    }
    assertThat(outcomes.stream().filter(each -> !(each instanceof Granted)))
        .isNotEmpty()
        .containsOnly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
    assertThat(credited(offer)).isEqualTo(given.thousandths());
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void g2_a_users_budget_under_64_clients_is_paid_to_the_last_thousandth() throws Exception {
    var limits = new Limits(Recurrence.UNLIMITED, null, points("500.001"), OnShortBudget.PARTIAL);
    var offer = offer(PERCENTAGE, limits);

    var outcomes = race(offer, thread -> 1 + thread % 2);

    assertThat(sum(outcomes)).isEqualTo(points("1000.002"));
    assertThat(outcomes.stream().filter(each -> !(each instanceof Granted)))
        .containsOnly(new Refused(Refusal.USER_BUDGET_EXCEEDED));
    assertThat(credited(offer)).isEqualTo(1_000_002);
    assertThat(LedgerAudit.discrepancies(JDBI)).isZero();
  }

  @Test
  void g2_a_user_is_rewarded_no_more_often_under_64_clients() throws Exception {
    var limits = new Limits(new Recurrence(9, 5, null, null), null, null, OnShortBudget.REFUSE);
    var offer = offer(new EarnScheme.Flat(points("1")), limits);

    var outcomes = race(offer, thread -> 1 + thread % 4);

    assertThat(sum(outcomes)).isEqualTo(points("20"));
    assertThat(outcomes.stream().filter(each -> !(each instanceof Granted)))
        .containsOnly(new Refused(Refusal.RECURRENCE_EXCEEDED));
  }

  @Test
  void requests_that_come_together_are_decided_in_their_order_without_waiting() {
    var offer =
        offer(
            new EarnScheme.Flat(points("1")),
            Limits.ofCampaign(points("700"), OnShortBudget.REFUSE));
    var requests = IntStream.range(0, 1_000).mapToObj(user -> request(offer, 1 + user)).toList();

    try (var granter = new Granter(TRANSACTIONS)) {
      var outcomes = granter.grantAll(requests, NOW).toCompletableFuture().join();

      assertThat(outcomes).hasSize(1_000);
      assertThat(outcomes.subList(0, 700)).allMatch(Granted.class::isInstance);
      assertThat(outcomes.subList(700, 1_000))
          .containsOnly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
      assertThat(granter.grantAll(requests, NOW).toCompletableFuture().join()).isEqualTo(outcomes);
    }
  }

  /// Of each batch some rows exist and some are missing, for others add them at the same time.
  @Test
  void batches_that_add_and_lock_the_same_users_never_wait_in_a_circle() throws Exception {
    var limits = new Limits(new Recurrence(9, 5, null, null), null, null, OnShortBudget.REFUSE);
    var offer = offer(new EarnScheme.Flat(points("1")), limits);
    int rounds = 40;
    var begun = new AtomicInteger();

    Race.run(
        8,
        thread -> {
          var random = new SplittableRandom(thread);
          for (int round = 0; round < rounds; round++) {
            long first = 1 + round * 20L;
            var wanted =
                LongStream.range(first, first + 40)
                    .filter(_ -> random.nextBoolean())
                    .mapToObj(user -> request(offer, user).wanted())
                    .toList();
            TRANSACTIONS.inTransaction(
                tx -> {
                  begun.incrementAndGet();
                  return tx.grants().lockUsers(wanted);
                });
          }
          return thread;
        });

    // A circle is cut by PostgreSQL, and the work begun anew.
    assertThat(begun).hasValue(8 * rounds);
  }

  private Offer offer(EarnScheme earn, Limits limits) {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 3);
    return rewards.offer(PointsReward.of(wallet.id(), earn).with(limits));
  }

  private static List<GrantOutcome> race(Offer offer, IntToLongFunction user) throws Exception {
    try (var one = new Granter(TRANSACTIONS);
        var other = new Granter(TRANSACTIONS)) {
      return Race.run(
              THREADS,
              thread -> {
                var granter = thread % 2 == 0 ? one : other;
                var own = new ArrayList<GrantOutcome>();
                for (int i = 0; i < EACH; i++) {
                  var request = request(offer, user.applyAsLong(thread));
                  own.add(granter.grant(request, NOW).orElseThrow());
                }
                return own;
              })
          .stream()
          .<GrantOutcome>flatMap(List::stream)
          .toList();
    }
  }

  /// A purchase of some 100 to 400.
  private static GrantRequest request(Offer offer, long user) {
    long occurrence = fresh();
    var basis = BigDecimal.valueOf(100_000 + occurrence * 7919 % 300_000, 3);
    return new GrantRequest(offer, occurrence, user, new Cause(NOW, basis, Map.of()));
  }

  private static Points sum(List<GrantOutcome> outcomes) {
    return outcomes.stream()
        .filter(Granted.class::isInstance)
        .map(outcome -> ((Granted) outcome).points())
        .reduce(Points.ZERO, Points::plus);
  }

  private static long credited(Offer offer) {
    return LedgerAudit.count(
        JDBI, "SELECT sum(active) FROM balance WHERE wallet_id = " + offer.reward().walletId());
  }
}
