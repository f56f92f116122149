package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.grant.Cause;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.PointsReward.Metadata;
import dev.promontory.grant.Refusal;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Validity;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.outbox.PointsEvent.Kind;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every store must make of rewards that a trigger event caused: their points, their life, and
/// what they carry.
public abstract class LiveRewardsContract extends RewardsContract {
  private static final EarnScheme PERCENTAGE =
      new EarnScheme.Percentage(BigDecimal.TEN, Name.of("Amount"));

  @Test
  void p24_points_live_from_the_decision_and_events_tell_of_each_step_of_it() {
    var wallet = rewards.wallet();
    var validity = new Validity(days(7), new WalletExpiry.After(days(30)));
    var reward = PointsReward.of(wallet.id(), PERCENTAGE).with(validity);
    // Decided an hour after the user qualified.
    var cause = new Cause(NOW.minusSeconds(3_600), BigDecimal.valueOf(500), Map.of());
    rewards.grant(List.of(new GrantRequest(rewards.offer(reward), fresh(), 1, cause)));

    assertThat(rewards.holding(wallet, 1).balance().promised()).isEqualTo(points("50"));
    doDue(NOW.plus(Duration.ofDays(7)).minusMillis(1));
    assertThat(rewards.holding(wallet, 1).balance().active()).isEqualTo(Points.ZERO);
    doDue(NOW.plus(Duration.ofDays(7)));
    assertThat(rewards.holding(wallet, 1).balance().active()).isEqualTo(points("50"));
    doDue(NOW.plus(Duration.ofDays(37)));
    assertThat(rewards.holding(wallet, 1).balance().expired()).isEqualTo(points("50"));
    assertThat(events(wallet))
        .extracting(PointsEvent::kind, PointsEvent::at)
        .containsExactly(
            tuple(Kind.CREDITED, NOW),
            tuple(Kind.PROMISED, NOW),
            tuple(Kind.ACTIVATED, NOW.plus(Duration.ofDays(7))),
            tuple(Kind.EXPIRED, NOW.plus(Duration.ofDays(37))));
  }

  @Test
  void s2_8_a_fixed_expiry_that_has_come_is_a_refusal_when_it_is_granted() {
    var over = new Validity(null, new WalletExpiry.OnDay(LocalDate.parse("2026-03-02")));
    var reward = PointsReward.of(rewards.wallet().id(), PERCENTAGE).with(over);
    var cause = new Cause(NOW, BigDecimal.valueOf(500), Map.of());

    var outcomes =
        rewards.grant(List.of(new GrantRequest(rewards.offer(reward), fresh(), 1, cause)));

    assertThat(outcomes).containsExactly(new Refused(Refusal.INVALID_WALLET));
  }

  @Test
  void what_a_reward_carries_stands_on_its_entry() {
    var wallet = rewards.wallet();
    var metadata =
        new Metadata(
            Map.of("promoType", "festival"),
            Map.of("orderId", Name.of("Charged ID"), "shop", Name.of("Shop")));
    var offer = rewards.offer(PointsReward.of(wallet.id(), PERCENTAGE).with(metadata));
    var basis = BigDecimal.valueOf(500);

    rewards.grant(
        List.of(
            new GrantRequest(
                offer, fresh(), 1, new Cause(NOW, basis, Map.of(Name.of("chargedid"), "o-\"1\""))),
            new GrantRequest(offer, fresh(), 2, new Cause(NOW, basis, Map.of()))));

    assertThat(metadata(wallet, 1))
        .isEqualTo("{\"orderId\":\"o-\\u00221\\u0022\",\"promoType\":\"festival\"}");
    assertThat(metadata(wallet, 2)).isEqualTo("{\"promoType\":\"festival\"}");
  }

  @Test
  void a_grant_remembers_when_the_user_qualified_and_when_it_was_decided() {
    var offer = rewards.flat(rewards.wallet(), "10");
    var qualified = NOW.minusSeconds(90_000);
    rewards.grant(
        List.of(
            new GrantRequest(offer, 1, 1, Cause.at(NOW)),
            new GrantRequest(offer, 2, 1, Cause.at(qualified))));

    var page = transactions().inTransaction(tx -> tx.grants().page(offer.campaignId(), null, 9));

    assertThat(page)
        .extracting(Grant::qualifiedAt, Grant::decidedAt)
        .containsExactly(tuple(NOW, NOW), tuple(qualified, NOW));
  }

  private String metadata(Wallet wallet, long user) {
    var key = new BalanceKey(wallet.id(), user);
    var lines = transactions().inTransaction(tx -> tx.ledger().lines(key, 0, 10));
    return String.valueOf(lines.getFirst().entry().note().metadataJson());
  }

  private List<PointsEvent> events(Wallet wallet) {
    var events = new ArrayList<PointsEvent>();
    transactions()
        .inTransaction(tx -> tx.outbox().take(1_000))
        .forEach(batch -> events.addAll(batch.events()));
    return events.stream().filter(event -> event.key().walletId() == wallet.id()).toList();
  }

  private void doDue(Instant now) {
    var lots = new ActivateAndExpireLots(transactions());
    while (lots.doDue(now)) {
      // Until nothing is left.
    }
  }

  private static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }
}
