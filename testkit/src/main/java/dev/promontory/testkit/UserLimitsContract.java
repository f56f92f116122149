package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
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
import dev.promontory.record.Name;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How every store of grants must keep what limits single users (G2), through the use case that all
/// rewards go through.
public abstract class UserLimitsContract extends RewardsContract {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long USER = 1;

  @Test
  void g2_p10_total_5_and_2_a_day_with_three_a_day_give_2_2_and_1() {
    var offer = flat(new Recurrence(5, 2, null, null));
    var days = List.of("2026-03-03", "2026-03-04", "2026-03-05");

    var single = days.stream().map(day -> given(offer, 1, threeOn(day), false)).toList();
    var together = days.stream().map(day -> given(offer, 2, threeOn(day), true)).toList();

    assertThat(single).containsExactly(2L, 2L, 1L).isEqualTo(together);
    assertThat(grant(offer, USER, "2026-03-06T12:00"))
        .isEqualTo(new Refused(Refusal.RECURRENCE_EXCEEDED));
  }

  private static List<String> threeOn(String day) {
    return List.of(day + "T00:00", day + "T12:00", day + "T23:59:59");
  }

  private long given(Offer offer, long user, List<String> times, boolean together) {
    var requests = times.stream().map(time -> request(offer, user, time)).toList();
    var outcomes =
        together
            ? rewards.grant(requests)
            : requests.stream().flatMap(each -> rewards.grant(List.of(each)).stream()).toList();
    return outcomes.stream().filter(Granted.class::isInstance).count();
  }

  @Test
  void s2_1_days_are_those_of_the_campaigns_zone_also_when_clocks_change() {
    var offer = flat(new Recurrence(null, 1, null, null));

    // A day of 23 hours, one of 25, and the midnights around them.
    for (var day : List.of("2026-03-29", "2026-10-25")) {
      assertThat(grant(offer, USER, day + "T00:00")).isInstanceOf(Granted.class);
      assertThat(grant(offer, USER, day + "T23:59:59")).isInstanceOf(Refused.class);
    }
    assertThat(grant(offer, USER, "2026-03-28T23:59:59")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-03-30T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-10-26T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-10-26T00:00")).isInstanceOf(Refused.class);
  }

  @Test
  void s2_1_weeks_start_where_the_account_says() {
    // The 22nd is a Sunday.
    var monday = flat(new Recurrence(null, null, 1, null));
    var sundays = new Account(account().number(), "shop", BERLIN, DayOfWeek.SUNDAY);
    var sunday = new Offer(sundays, fresh() + 1500, 1, BERLIN, monday.reward());

    assertThat(grant(monday, USER, "2026-03-16T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(monday, USER, "2026-03-22T23:59")).isInstanceOf(Refused.class);
    assertThat(grant(monday, USER, "2026-03-23T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(sunday, USER, "2026-03-16T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(sunday, USER, "2026-03-22T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(sunday, USER, "2026-03-28T23:59")).isInstanceOf(Refused.class);
  }

  @Test
  void s2_1_months_are_calendar_months_whatever_weeks_they_cut() {
    var offer = flat(new Recurrence(null, null, 2, 2));

    assertThat(grant(offer, USER, "2026-03-30T12:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-03-01T12:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-03-31T23:59")).isInstanceOf(Refused.class);
    assertThat(grant(offer, USER, "2026-04-01T00:00")).isInstanceOf(Granted.class);
    // The second of April, but the third of its week.
    assertThat(grant(offer, USER, "2026-04-02T00:00")).isInstanceOf(Refused.class);
    assertThat(grant(offer, USER, "2026-04-06T00:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-04-13T00:00")).isInstanceOf(Refused.class);
  }

  @Test
  void g2_whoever_is_decided_late_counts_for_the_day_on_which_they_qualified() {
    var offer = flat(new Recurrence(null, 1, null, null));

    assertThat(grant(offer, USER, "2026-03-03T12:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-03-02T12:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-03-03T13:00")).isInstanceOf(Refused.class);
    assertThat(grant(offer, USER, "2026-03-02T13:00")).isInstanceOf(Refused.class);
    assertThat(grant(offer, USER, "2026-12-31T12:00")).isInstanceOf(Granted.class);
    // Longer ago than is remembered.
    assertThat(grant(offer, USER, "2026-03-03T14:00")).isInstanceOf(Refused.class);
    assertThat(grant(offer, USER, "2026-03-01T14:00")).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, "2026-03-01T15:00")).isInstanceOf(Refused.class);
    assertThat(grant(offer, USER, "2026-12-31T13:00")).isInstanceOf(Refused.class);
  }

  @Test
  void g2_a_repeat_of_a_decided_request_uses_nothing() {
    var offer = flat(new Recurrence(2, null, null, null));
    var first = request(offer, USER, "2026-03-03T12:00");
    var given = rewards.grant(List.of(first));

    var again = rewards.grant(List.of(first, first, request(offer, USER, "2026-03-03T12:00")));

    assertThat(again.subList(0, 2)).containsOnly(given.getFirst());
    assertThat(again.get(2)).isInstanceOf(Granted.class).isNotEqualTo(given.getFirst());
    assertThat(grant(offer, USER, "2026-03-04T12:00")).isInstanceOf(Refused.class);
  }

  @Test
  void s2_2_what_is_refused_or_worth_nothing_uses_up_no_recurrence() {
    var wallet = rewards.wallet();
    var percentage = new EarnScheme.Percentage(BigDecimal.TEN, Name.of("Amount"));
    var limits =
        new Limits(new Recurrence(1, null, null, null), points("50"), null, OnShortBudget.REFUSE);
    var offer = rewards.offer(PointsReward.of(wallet.id(), percentage).with(limits));

    assertThat(grant(offer, USER, (BigDecimal) null))
        .isEqualTo(new Refused(Refusal.INVALID_POINTS));
    assertThat(grant(offer, USER, BigDecimal.valueOf(-5)))
        .isEqualTo(new Refused(Refusal.INVALID_POINTS));
    assertThat(grant(offer, USER, BigDecimal.valueOf(5))).isEqualTo(new GrantOutcome.ZeroAward());
    assertThat(grant(offer, USER, BigDecimal.valueOf(510)))
        .isEqualTo(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
    assertThat(grant(offer, USER, BigDecimal.valueOf(500))).isInstanceOf(Granted.class);
    assertThat(grant(offer, USER, BigDecimal.valueOf(510)))
        .isEqualTo(new Refused(Refusal.RECURRENCE_EXCEEDED));
    assertThat(grant(offer, USER, BigDecimal.valueOf(5))).isEqualTo(new GrantOutcome.ZeroAward());
    assertThat(grant(offer, 2, BigDecimal.valueOf(510)))
        .isEqualTo(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
  }

  @Test
  void g2_p12_a_user_gets_no_more_than_the_budget_of_one_user() {
    var refusing = percentage(500, null, OnShortBudget.REFUSE);
    var partial = percentage(500, null, OnShortBudget.PARTIAL);
    var twoThousand = BigDecimal.valueOf(2_000);

    for (var offer : List.of(refusing, partial)) {
      assertThat(Rewards.given(grant(offer, USER, twoThousand))).isEqualTo("200");
      assertThat(Rewards.given(grant(offer, USER, twoThousand))).isEqualTo("200");
    }
    assertThat(grant(refusing, USER, twoThousand))
        .isEqualTo(new Refused(Refusal.USER_BUDGET_EXCEEDED));
    assertThat(Rewards.given(grant(partial, USER, twoThousand))).isEqualTo("100");
    assertThat(grant(partial, USER, twoThousand))
        .isEqualTo(new Refused(Refusal.USER_BUDGET_EXCEEDED));
    assertThat(Rewards.given(grant(partial, 2, twoThousand))).isEqualTo("200");
  }

  @Test
  void s1_8_of_two_short_budgets_the_smaller_rest_is_given() {
    var offer = percentage(500, points("700"), OnShortBudget.PARTIAL);

    assertThat(Rewards.given(grant(offer, 1, BigDecimal.valueOf(4_000)))).isEqualTo("400");
    assertThat(Rewards.given(grant(offer, 2, BigDecimal.valueOf(2_500)))).isEqualTo("250");
    // 100 are left for the first user, 50 in all.
    assertThat(Rewards.given(grant(offer, 1, BigDecimal.valueOf(2_000)))).isEqualTo("50");
    assertThat(grant(offer, 1, BigDecimal.valueOf(2_000)))
        .isEqualTo(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
  }

  @Test
  void g2_a_limit_that_is_set_later_counts_what_was_given_before() {
    var free = rewards.flat(rewards.wallet(new WalletExpiry.Never(), 0), "10");
    grant(free, USER, "2026-03-03T12:00");
    grant(free, USER, "2026-03-04T12:00");
    grant(free, 2, "2026-03-04T12:00");
    recount(free);
    var daily = Rewards.limited(free, limits(new Recurrence(3, 1, null, null)));

    assertThat(grant(daily, USER, "2026-03-03T18:00")).isInstanceOf(Refused.class);
    assertThat(grant(daily, USER, "2026-03-04T18:00")).isInstanceOf(Refused.class);
    assertThat(grant(daily, USER, "2026-03-05T18:00")).isInstanceOf(Granted.class);
    assertThat(grant(daily, USER, "2026-03-06T18:00")).isInstanceOf(Refused.class);
    assertThat(grant(daily, 2, "2026-03-05T18:00")).isInstanceOf(Granted.class);
  }

  @Test
  void g2_a_limit_that_changes_counts_all_that_was_given_under_any() {
    var wallet = rewards.wallet();
    var yearly = rewards.offer(PointsReward.of(wallet.id(), new EarnScheme.Flat(points("10"))));
    var total = Rewards.limited(yearly, limits(new Recurrence(9, null, null, null)));
    grant(total, USER, "2026-03-03T12:00");
    grant(total, USER, "2026-03-03T13:00");
    var daily = Rewards.limited(total, limits(new Recurrence(9, 2, null, null)));
    var raised = Rewards.limited(total, limits(new Recurrence(9, 3, null, null)));
    var lowered = Rewards.limited(total, limits(new Recurrence(1, null, null, null)));

    assertThat(grant(daily, USER, "2026-03-03T14:00")).isInstanceOf(Refused.class);
    assertThat(grant(raised, USER, "2026-03-03T14:00")).isInstanceOf(Granted.class);
    assertThat(grant(lowered, USER, "2026-03-04T14:00")).isInstanceOf(Refused.class);

    var freed = Rewards.limited(total, Limits.NONE);
    grant(freed, USER, "2026-03-04T12:00");
    grant(freed, USER, "2026-03-04T13:00");
    recount(freed);
    assertThat(grant(daily, USER, "2026-03-04T14:00")).isInstanceOf(Refused.class);
  }

  private Offer flat(Recurrence perUser) {
    var reward =
        PointsReward.of(rewards.wallet().id(), new EarnScheme.Flat(points("10")))
            .with(limits(perUser));
    return new Offer(account(), 1500 + fresh(), 1, BERLIN, reward);
  }

  private Offer percentage(int userBudget, @Nullable Points budget, OnShortBudget onShort) {
    var scheme = new EarnScheme.Percentage(BigDecimal.TEN, Name.of("Amount"));
    return rewards.offer(
        PointsReward.of(rewards.wallet().id(), scheme)
            .with(new Limits(Recurrence.UNLIMITED, budget, Points.of(userBudget), onShort)));
  }

  private static Limits limits(Recurrence perUser) {
    return new Limits(perUser, null, null, OnShortBudget.REFUSE);
  }

  private void recount(Offer offer) {
    boolean done =
        transactions()
            .inTransaction(
                tx -> {
                  tx.grants().recountUsers(offer.campaignId());
                  return true;
                });
    assertThat(done).isTrue();
  }

  private static GrantRequest request(Offer offer, long user, String local) {
    var at = LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    return new GrantRequest(offer, fresh(), user, Cause.at(at));
  }

  private GrantOutcome grant(Offer offer, long user, String local) {
    return rewards.grant(List.of(request(offer, user, local))).getFirst();
  }

  private GrantOutcome grant(Offer offer, long user, @Nullable BigDecimal basis) {
    var request = new GrantRequest(offer, fresh(), user, new Cause(NOW, basis, Map.of()));
    return rewards.grant(List.of(request)).getFirst();
  }
}
