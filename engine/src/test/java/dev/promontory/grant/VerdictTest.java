package dev.promontory.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.grant.Verdict.Spent;
import dev.promontory.ledger.Validity;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.points.Rounding;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");
  private static final Account ACCOUNT =
      new Account(1, "shop", ZoneId.of("Asia/Kolkata"), DayOfWeek.MONDAY);

  @Test
  void refusals_come_in_the_order_of_their_names() {
    var over = new WalletExpiry.OnDay(LocalDate.parse("2026-03-03"));
    var nothingToDraw = new EarnScheme.Random(points("0.2"), points("0.8"), EarnScheme.Favor.AVG);

    // It is the 4th in Kolkata, so the 3rd is over.
    assertThat(refusal(offer(nothingToDraw, over, "0"), wallet(Wallet.Status.PAUSED)))
        .isEqualTo(Refusal.INVALID_WALLET);
    assertThat(refusal(offer(nothingToDraw, null, "0"), null)).isEqualTo(Refusal.INVALID_WALLET);
    assertThat(refusal(offer(nothingToDraw, null, "0"), wallet(Wallet.Status.PAUSED)))
        .isEqualTo(Refusal.INACTIVE_WALLET);
    assertThat(refusal(offer(nothingToDraw, null, "0"), wallet(Wallet.Status.ARCHIVED)))
        .isEqualTo(Refusal.INACTIVE_WALLET);
    assertThat(refusal(offer(nothingToDraw, null, "0"), wallet(Wallet.Status.ACTIVE)))
        .isEqualTo(Refusal.INVALID_POINTS);
    assertThat(refusal(offer(flat("10"), null, "9"), wallet(Wallet.Status.ACTIVE)))
        .isEqualTo(Refusal.CAMPAIGN_BUDGET_EXCEEDED);
    assertThat(refusal(offer(flat("10"), null, "10"), wallet(Wallet.Status.ACTIVE))).isNull();
  }

  @Test
  void s2_8_an_expiry_at_the_very_activation_is_refused_and_one_later_is_not() {
    // Midnight at the end of the day in Kolkata is 18:30 UTC.
    var today = new WalletExpiry.OnDay(LocalDate.parse("2026-03-03"));
    var request = new GrantRequest(offer(flat("10"), today, "10"), 1, 1, Cause.at(NOW));
    var wallet = wallet(Wallet.Status.ACTIVE);
    var midnight = Instant.parse("2026-03-03T18:30:00Z");

    assertThat(Verdict.on(request, wallet, Spent.NOTHING, midnight).refusal())
        .isEqualTo(Refusal.INVALID_WALLET);
    assertThat(Verdict.on(request, wallet, Spent.NOTHING, midnight.minusMillis(1)).refusal())
        .isNull();
  }

  @Test
  void a_refusal_for_the_budget_names_what_was_asked() {
    var request = new GrantRequest(offer(flat("10"), null, "15"), 1, 1, Cause.at(NOW));

    var verdict =
        Verdict.on(
            request, wallet(Wallet.Status.ACTIVE), new Spent(points("6"), UserGiven.NOTHING), NOW);

    assertThat(verdict)
        .isEqualTo(new Verdict(Points.ZERO, points("10"), Refusal.CAMPAIGN_BUDGET_EXCEEDED));
  }

  @Test
  void s1_8_recurrence_comes_before_the_budget_of_the_campaign_and_that_before_the_users() {
    var given = UserGiven.NOTHING.plus(LocalDate.parse("2026-03-04"), points("95"));
    var once = new Limits.Recurrence(1, null, null, null);
    var twice = new Limits.Recurrence(2, null, null, null);

    assertThat(refusal(once, points("9"), points("100"), given))
        .isEqualTo(Refusal.RECURRENCE_EXCEEDED);
    assertThat(refusal(twice, points("9"), points("100"), given))
        .isEqualTo(Refusal.CAMPAIGN_BUDGET_EXCEEDED);
    assertThat(refusal(twice, points("10"), points("100"), given))
        .isEqualTo(Refusal.USER_BUDGET_EXCEEDED);
    assertThat(refusal(twice, points("10"), points("105"), given)).isNull();
  }

  private static @Nullable Refusal refusal(
      Limits.Recurrence perUser, Points budget, Points userBudget, UserGiven given) {
    var limits = new Limits(perUser, budget, userBudget, Limits.OnShortBudget.REFUSE);
    var reward = PointsReward.of(1000, flat("10")).with(limits);
    var offer = new Offer(ACCOUNT, 1500, 1, ACCOUNT.zone(), reward);
    var request = new GrantRequest(offer, 1, 1, Cause.at(NOW));
    var spent = new Spent(Points.ZERO, given);
    return Verdict.on(request, wallet(Wallet.Status.ACTIVE), spent, NOW).refusal();
  }

  private static @Nullable Refusal refusal(Offer offer, @Nullable Wallet wallet) {
    return Verdict.on(new GrantRequest(offer, 1, 1, Cause.at(NOW)), wallet, Spent.NOTHING, NOW)
        .refusal();
  }

  private static Offer offer(EarnScheme earn, @Nullable WalletExpiry expiry, String budget) {
    var reward =
        PointsReward.of(1000, earn)
            .with(new Validity(null, expiry))
            .with(Limits.ofCampaign(points(budget), Limits.OnShortBudget.REFUSE));
    return new Offer(ACCOUNT, 1500, 1, ACCOUNT.zone(), reward);
  }

  private static EarnScheme flat(String points) {
    return new EarnScheme.Flat(points(points));
  }

  private static Wallet wallet(Wallet.Status status) {
    return new Wallet(
        1000,
        1,
        "Wallet",
        "Coins",
        new WalletExpiry.Never(),
        Wallet.Consumption.EARLIEST_EXPIRY,
        new Rounding(0, Rounding.Mode.UP),
        status,
        null,
        7,
        NOW);
  }

  private static Points points(String decimal) {
    return Points.of(new BigDecimal(decimal));
  }
}
