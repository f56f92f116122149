package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static dev.promontory.testkit.Rewards.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.MergeUsers;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantOutcome.ZeroAward;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Offer;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.Refusal;
import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Validity;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import dev.promontory.wallet.Blocks.Block;
import dev.promontory.wallet.WalletExpiry;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every store of grants must do, through the use case that all rewards go through.
public abstract class GrantsContract extends RewardsContract {

  @Test
  void p1_ten_users_get_a_flat_hundred_each() {
    var wallet = rewards.wallet();
    var offer = rewards.flat(wallet, "100");

    var outcomes = rewards.grant(requests(offer, fresh(), 1, 10));

    assertThat(outcomes)
        .hasSize(10)
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Granted.class, g -> assertThat(g.points()).isEqualTo(points("100"))));
    for (long user = 1; user <= 10; user++) {
      assertThat(rewards.holding(wallet, user).balance().active()).isEqualTo(points("100"));
    }
  }

  @Test
  void g1_a_repeat_gets_the_first_answer_and_pays_nothing() {
    var wallet = rewards.wallet();
    var offer = rewards.flat(wallet, "100");
    var requests = requests(offer, fresh(), 1, 10);
    var first = rewards.grant(requests);

    var again = rewards.grant(requests, NOW.plusSeconds(60));
    var more = rewards.grant(requests(offer, requests.getFirst().occurrence(), 6, 15));

    assertThat(again).isEqualTo(first);
    assertThat(more.subList(0, 5)).isEqualTo(first.subList(5, 10));
    assertThat(rewards.holding(wallet, 7).balance().active()).isEqualTo(points("100"));
    assertThat(rewards.holding(wallet, 15).balance().active()).isEqualTo(points("100"));
  }

  @Test
  void g1_two_of_a_kind_in_one_batch_are_one() {
    var wallet = rewards.wallet();
    var request = Rewards.request(rewards.flat(wallet, "100"), fresh(), 1);

    var outcomes = rewards.grant(List.of(request, request));

    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    assertThat(rewards.holding(wallet, 1).balance().active()).isEqualTo(points("100"));
  }

  @Test
  void g1_merged_users_are_one_and_get_one_grant() {
    var wallet = rewards.wallet();
    var offer = rewards.flat(wallet, "100");
    long merged = 900_000 + fresh();
    long survivor = 900_000 + fresh();
    var requests = List.of(Rewards.request(offer, 1, merged), Rewards.request(offer, 1, survivor));
    var outcome =
        transactions()
            .inTransaction(
                tx -> new MergeUsers().merge(tx, rewards.account(), merged, survivor, NOW));

    var outcomes = rewards.grant(requests);

    assertThat(outcome).isEqualTo(MergeUsers.Outcome.MERGED);
    assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0)).isInstanceOf(Granted.class);
    assertThat(rewards.holding(wallet, survivor).balance().active()).isEqualTo(points("100"));
    assertThat(rewards.holding(wallet, merged).balance().sequence()).isZero();
  }

  @Test
  void s6_blocked_and_deleted_users_are_refused_and_use_up_nothing() {
    var wallet = rewards.wallet();
    var offer = rewards.limited(wallet, "100", "100", OnShortBudget.REFUSE);
    long blocked = 900_000 + fresh();
    long deleted = 900_000 + fresh();
    long other = 900_000 + fresh();
    transactions()
        .inTransaction(
            tx -> {
              tx.blocks().block(new Block(wallet.id(), blocked, "why", NOW));
              return tx.departures().delete(rewards.account().number(), deleted, NOW);
            });

    var outcomes =
        rewards.grant(
            List.of(
                Rewards.request(offer, 1, blocked),
                Rewards.request(offer, 1, deleted),
                Rewards.request(offer, 1, other)));

    var refused = new Refused(Refusal.INACTIVE_WALLET);
    assertThat(outcomes.subList(0, 2)).containsExactly(refused, refused);
    assertThat(outcomes.get(2)).isInstanceOf(Granted.class);
  }

  @Test
  void g1_a_refusal_is_repeated_too() {
    var wallet = rewards.wallet();
    var tight = rewards.limited(wallet, "100", "50", OnShortBudget.REFUSE);
    var request = List.of(Rewards.request(tight, fresh(), 1));
    rewards.grant(request);
    var raised = withBudget(tight, "500");

    var again = rewards.grant(List.of(Rewards.request(raised, request.getFirst().occurrence(), 1)));

    assertThat(again).containsExactly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
  }

  @Test
  void g2_p11_a_budget_of_5000_gives_fifty_times_100_and_then_refuses() {
    var wallet = rewards.wallet();
    var offer = rewards.limited(wallet, "100", "5000", OnShortBudget.REFUSE);

    var outcomes = new ArrayList<GrantOutcome>();
    outcomes.addAll(rewards.grant(requests(offer, fresh(), 1, 30)));
    outcomes.addAll(rewards.grant(requests(offer, fresh(), 31, 60)));

    assertThat(outcomes.subList(0, 50)).allMatch(Granted.class::isInstance);
    assertThat(outcomes.subList(50, 60))
        .containsOnly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
    assertThat(refusals(offer)).containsOnly(Map.entry(Refusal.CAMPAIGN_BUDGET_EXCEEDED, 10L));
  }

  @Test
  void s1_8_partial_gives_what_is_left_cut_to_the_wallets_decimals() {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 1);
    var offer = rewards.limited(wallet, "2", "5.28", OnShortBudget.PARTIAL);

    var outcomes = rewards.grant(requests(offer, fresh(), 1, 4));

    assertThat(outcomes).extracting(Rewards::given).containsExactly("2", "2", "1.2", "");
    assertThat(outcomes.get(3)).isEqualTo(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
  }

  @Test
  void s1_8_a_used_up_budget_can_be_raised_and_a_lowered_one_takes_nothing_back() {
    var wallet = rewards.wallet();
    var offer = rewards.limited(wallet, "100", "100", OnShortBudget.REFUSE);
    rewards.grant(requests(offer, fresh(), 1, 2));

    var raised = rewards.grant(requests(withBudget(offer, "250"), fresh(), 1, 2));
    var lowered = rewards.grant(requests(withBudget(offer, "50"), fresh(), 1, 2));

    assertThat(raised).extracting(Rewards::given).containsExactly("100", "");
    assertThat(lowered).extracting(Rewards::given).containsExactly("", "");
  }

  @Test
  void s2_2_a_refused_attempt_uses_up_no_budget() {
    var wallet = rewards.wallet();
    var big = rewards.limited(wallet, "80", "100", OnShortBudget.REFUSE);
    rewards.grant(requests(big, fresh(), 1, 2));
    var small =
        new Offer(
            account(),
            big.campaignId(),
            2,
            big.zone(),
            rewards.limited(wallet, "20", "100", OnShortBudget.REFUSE).reward());

    var outcomes = rewards.grant(requests(small, fresh(), 3, 4));

    assertThat(outcomes).extracting(Rewards::given).containsExactly("20", "");
  }

  @Test
  void a_wallet_that_does_not_exist_or_is_anothers_is_an_invalid_one() {
    var offer = rewards.flat(rewards.wallet(), "100");
    var reward = offer.reward();
    var nowhere = rewards.offer(PointsReward.of(999_999_999, reward.earn()));
    var other = new Account(account().number() + 1000, "other", account().zone(), DayOfWeek.MONDAY);
    var stolen = new Offer(other, offer.campaignId(), 1, offer.zone(), offer.reward());

    var outcomes =
        rewards.grant(
            List.of(Rewards.request(nowhere, fresh(), 1), Rewards.request(stolen, fresh(), 1)));

    assertThat(outcomes).containsOnly(new Refused(Refusal.INVALID_WALLET));
  }

  @Test
  void s2_8_points_that_would_expire_before_they_are_active_are_refused() {
    var wallet = rewards.wallet();
    var reward =
        PointsReward.of(wallet.id(), new EarnScheme.Flat(Points.of(10)))
            .with(
                new Validity(
                    new Span(7, Span.Unit.DAY),
                    new WalletExpiry.OnDay(LocalDate.parse("2026-03-09"))));

    var outcomes = rewards.grant(requests(rewards.offer(reward), fresh(), 1, 1));

    assertThat(outcomes).containsExactly(new Refused(Refusal.INVALID_WALLET));
  }

  @Test
  void s1_7_an_award_of_nothing_is_recorded_and_credits_nothing() {
    var wallet = rewards.wallet();
    var reward =
        PointsReward.of(wallet.id(), new EarnScheme.Flat(Points.of(10))).cappedAt(points("0.9"));
    var offer = rewards.offer(reward);

    var outcomes = rewards.grant(requests(offer, fresh(), 1, 1));

    assertThat(outcomes).containsExactly(new ZeroAward());
    assertThat(rewards.holding(wallet, 1).balance()).isEqualTo(none(wallet.id(), 1));
    assertThat(refusals(offer)).isEmpty();
  }

  @Test
  void s1_6_a_random_award_is_drawn_by_the_key_and_stays_within_its_bounds() {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 1);
    var reward =
        PointsReward.of(
            wallet.id(),
            new EarnScheme.Random(Points.of(10), Points.of(100), EarnScheme.Favor.AVG));
    var offer = rewards.offer(reward);
    long occurrence = fresh();

    var outcomes = rewards.grant(requests(offer, occurrence, 1, 200));

    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(((Granted) outcome).points())
                    .isBetween(Points.of(10), Points.of(100))
                    .matches(points -> points.fits(1)));
    assertThat(outcomes.stream().map(Rewards::given).distinct().count()).isGreaterThan(100);
  }

  private Map<Refusal, Long> refusals(Offer offer) {
    return transactions()
        .inTransaction(
            tx ->
                tx.grants()
                    .refusals(
                        offer.campaignId(),
                        NOW.minus(Duration.ofDays(7)),
                        NOW.plus(Duration.ofDays(7))));
  }

  private static Offer withBudget(Offer offer, String budget) {
    return Rewards.limited(
        offer, Limits.ofCampaign(points(budget), offer.reward().limits().onShortBudget()));
  }

  private static Balance none(long wallet, long user) {
    return Balance.none(new BalanceKey(wallet, user));
  }
}
