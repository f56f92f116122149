package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static dev.promontory.testkit.Rewards.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.app.GrantRewards;
import dev.promontory.grant.Calendar;
import dev.promontory.grant.Decided;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.Grants.PeriodTotal;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Offer;
import dev.promontory.grant.Refusal;
import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How every store of grants must keep and report them: whole batches, failures, pages, totals.
public abstract class GrantRecordsContract extends RewardsContract {

  @Test
  void r1_nothing_of_a_batch_is_visible_unless_it_commits() {
    var wallet = rewards.wallet();
    var offer = rewards.limited(wallet, "100", "5000", OnShortBudget.REFUSE);
    var requests = requests(offer, fresh(), 1, 10);
    boolean before = transactions().inTransaction(tx -> tx.outbox().isEmpty());

    assertThatThrownBy(
            () ->
                transactions()
                    .inTransaction(
                        tx -> {
                          new GrantRewards().grant(tx, requests, NOW);
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");

    assertThat(page(offer)).isEmpty();
    assertThat(rewards.holding(wallet, 1).balance()).isEqualTo(none(wallet.id(), 1));
    boolean after = transactions().inTransaction(tx -> tx.outbox().isEmpty());
    assertThat(after).isEqualTo(before);
    assertThat(rewards.grant(requests)).allMatch(Granted.class::isInstance);
  }

  @Test
  void a_failure_is_recorded_once_and_never_over_an_answer() {
    var offer = rewards.flat(rewards.wallet(), "100");
    var failed = Rewards.request(offer, fresh(), 1);
    var given = Rewards.request(offer, fresh(), 1);
    var first = rewards.grant(List.of(given));

    var outcomes =
        transactions()
            .inTransaction(
                tx ->
                    List.of(
                        new GrantRewards().recordFailure(tx, failed, NOW),
                        new GrantRewards().recordFailure(tx, failed, NOW),
                        new GrantRewards().recordFailure(tx, given, NOW)));

    assertThat(outcomes)
        .containsExactly(
            new Refused(Refusal.CREDIT_FAILED),
            new Refused(Refusal.CREDIT_FAILED),
            first.getFirst());
    assertThat(rewards.grant(List.of(failed))).containsExactly(new Refused(Refusal.CREDIT_FAILED));
  }

  @Test
  void r1_decisions_are_told_once_and_only_when_they_are_on_disk() {
    var told = new ArrayList<Decided>();
    var telling = new GrantRewards(told::addAll);
    var offer = rewards.limited(rewards.wallet(), "100", "100", OnShortBudget.REFUSE);
    var requests = requests(offer, fresh(), 1, 2);
    var failed = Rewards.request(offer, fresh(), 3);

    assertThatThrownBy(
            () ->
                transactions()
                    .inTransaction(
                        tx -> {
                          telling.grant(tx, requests, NOW);
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");
    assertThat(told).isEmpty();
    transactions()
        .inTransaction(
            tx -> {
              var outcomes = telling.grant(tx, requests, NOW);
              assertThat(told).isEmpty();
              return outcomes;
            });
    transactions().inTransaction(tx -> telling.grant(tx, requests, NOW));
    transactions().inTransaction(tx -> telling.recordFailure(tx, failed, NOW));
    transactions().inTransaction(tx -> telling.recordFailure(tx, failed, NOW));

    assertThat(told).extracting(Decided::account).containsOnly(account().number());
    assertThat(told).extracting(Decided::grant).containsExactlyElementsOf(page(offer));
    assertThat(told)
        .extracting(decided -> Rewards.given(decided.grant().outcome()))
        .containsExactly("100", "", "");
  }

  @Test
  void a_batch_has_a_largest_size() {
    var offer = rewards.flat(rewards.wallet(), "1");

    var most = rewards.grant(requests(offer, fresh(), 1, GrantRewards.MAX_BATCH));

    assertThat(most).hasSize(GrantRewards.MAX_BATCH);
    assertThatThrownBy(() -> rewards.grant(requests(offer, fresh(), 1, GrantRewards.MAX_BATCH + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void grants_are_paged_in_the_order_of_their_keys() {
    var offer = rewards.limited(rewards.wallet(), "100", "700", OnShortBudget.REFUSE);
    long first = fresh();
    long second = fresh();
    rewards.grant(requests(offer, second, 1, 5));
    rewards.grant(requests(offer, first, 1, 5));

    var seen = new ArrayList<Grant>();
    var page = transactions().inTransaction(tx -> tx.grants().page(offer.campaignId(), null, 3));
    while (!page.isEmpty()) {
      seen.addAll(page);
      var last = page.getLast().key();
      page = transactions().inTransaction(tx -> tx.grants().page(offer.campaignId(), last, 3));
    }

    assertThat(seen).hasSize(10);
    assertThat(seen).extracting(Grant::key).isSorted().doesNotHaveDuplicates();
    assertThat(seen.getFirst().key().occurrence()).isEqualTo(first);
    assertThat(seen)
        .extracting(grant -> Rewards.given(grant.outcome()))
        .filteredOn(""::equals)
        .hasSize(3);
    assertThat(seen).extracting(Grant::asked).containsOnly(points("100"));
  }

  @Test
  void the_decisions_about_a_user_come_newest_first() {
    var wallet = rewards.wallet();
    long user = 1_000_000 + fresh();
    var one = rewards.flat(wallet, "1");
    var two = rewards.flat(wallet, "2");
    rewards.grant(requests(one, fresh(), user, user), NOW);
    rewards.grant(requests(two, fresh(), user, user), NOW.plusSeconds(1));
    rewards.grant(requests(one, fresh(), user, user), NOW.plusSeconds(2));

    var all = transactions().inTransaction(tx -> tx.grants().decisions(user, null, null, 10));
    var rest =
        transactions().inTransaction(tx -> tx.grants().decisions(user, null, all.getFirst(), 10));
    var ofOne =
        transactions().inTransaction(tx -> tx.grants().decisions(user, one.campaignId(), null, 10));

    assertThat(all)
        .extracting(grant -> Rewards.given(grant.outcome()))
        .containsExactly("1", "2", "1");
    assertThat(rest).isEqualTo(all.subList(1, 3));
    assertThat(ofOne).containsExactly(all.get(0), all.get(2));
  }

  @Test
  void totals_are_taken_by_calendar_periods_of_a_zone() {
    var offer = rewards.limited(rewards.wallet(), "10", "50", OnShortBudget.REFUSE);
    var kolkata = ZoneId.of("Asia/Kolkata");
    // 22:20 UTC on Tuesday the 3rd is 03:50 on Wednesday the 4th in Kolkata.
    rewards.grant(requests(offer, fresh(), 1, 2), NOW);
    rewards.grant(requests(offer, fresh(), 3, 3), NOW.minus(Duration.ofDays(3)));
    rewards.grant(requests(offer, fresh(), 4, 4), NOW.minus(Duration.ofDays(4)));
    rewards.grant(requests(offer, fresh(), 5, 7), NOW.plus(Duration.ofDays(30)));

    assertThat(totals(offer, new Calendar(Calendar.Period.DAY, kolkata, DayOfWeek.MONDAY)))
        .containsExactly(
            total("2026-02-28", 1, "10"),
            total("2026-03-01", 1, "10"),
            total("2026-03-04", 2, "20"));
    assertThat(totals(offer, new Calendar(Calendar.Period.WEEK, kolkata, DayOfWeek.MONDAY)))
        .containsExactly(total("2026-02-23", 2, "20"), total("2026-03-02", 2, "20"));
    assertThat(totals(offer, new Calendar(Calendar.Period.WEEK, kolkata, DayOfWeek.SUNDAY)))
        .containsExactly(total("2026-02-22", 1, "10"), total("2026-03-01", 3, "30"));
    assertThat(totals(offer, new Calendar(Calendar.Period.MONTH, kolkata, DayOfWeek.MONDAY)))
        .containsExactly(total("2026-02-01", 1, "10"), total("2026-03-01", 3, "30"));
    assertThat(refusals(offer)).isEmpty();
  }

  @Test
  void a_total_may_be_larger_than_any_amount_of_one_user() {
    var offer = rewards.flat(rewards.wallet(), "600000000000");
    rewards.grant(requests(offer, fresh(), 1, 3));

    assertThat(totals(offer, new Calendar(Calendar.Period.DAY, ZoneId.of("UTC"), DayOfWeek.MONDAY)))
        .containsExactly(
            new PeriodTotal(LocalDate.parse("2026-03-03"), 3, new BigDecimal("1800000000000")));
  }

  @Test
  void g2_what_was_given_without_a_budget_uses_up_any_budget_however_much_it_was() {
    var wallet = rewards.wallet();
    var open = rewards.flat(wallet, "600000000000");
    rewards.grant(requests(open, fresh(), 1, 3));
    var limited = rewards.limited(wallet, "1", "1000000000000", OnShortBudget.PARTIAL).reward();
    var later = new Offer(account(), open.campaignId(), 2, open.zone(), limited);

    assertThat(rewards.grant(requests(later, fresh(), 1, 1)))
        .containsExactly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
  }

  private static PeriodTotal total(String day, long count, String points) {
    return new PeriodTotal(LocalDate.parse(day), count, points(points).toBigDecimal());
  }

  /// From a week before to a week after [Rewards#NOW].
  private List<PeriodTotal> totals(Offer offer, Calendar calendar) {
    return transactions()
        .inTransaction(
            tx ->
                tx.grants()
                    .totals(
                        offer.campaignId(),
                        NOW.minus(Duration.ofDays(7)),
                        NOW.plus(Duration.ofDays(7)),
                        calendar));
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

  private List<Grant> page(Offer offer) {
    return transactions().inTransaction(tx -> tx.grants().page(offer.campaignId(), null, 1000));
  }

  private static Balance none(long wallet, long user) {
    return Balance.none(new BalanceKey(wallet, user));
  }
}
