package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.grant.Offer;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.Refusal;
import dev.promontory.grant.UserGiven;
import dev.promontory.points.EarnScheme;
import dev.promontory.record.Name;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every store of grants and its ledger must keep when points cannot be credited (S2.2).
public abstract class FailedCreditsContract extends RewardsContract {
  private static final long USER = 1;

  /// The ledger cannot count more than 10^12 points of one user, so it refuses what comes on top.
  @Test
  void g2_a_reward_that_cannot_be_credited_uses_up_neither_recurrence_nor_budgets() {
    var wallet = rewards.wallet(new WalletExpiry.Never(), 3);
    var all = rewards.flat(wallet, "1000000000000");
    assertThat(rewards.grant(List.of(Rewards.request(all, fresh(), USER))).getFirst())
        .isInstanceOf(Granted.class);
    var earn = new EarnScheme.Percentage(new BigDecimal(100), Name.of("Amount"));
    var limits =
        new Limits(new Recurrence(2, 1, 2, 2), points("10"), points("10"), OnShortBudget.REFUSE);
    var offer = rewards.offer(PointsReward.of(wallet.id(), earn).with(limits));
    var failed = new Refused(Refusal.CREDIT_FAILED);

    assertThat(rewards.grant(List.of(of(offer, USER, "10"), of(offer, USER, "1"))))
        .as("in one batch")
        .containsExactly(failed, failed);
    assertThat(
            rewards.grant(List.of(of(offer, USER, "7"), of(offer, 2, "7"), of(offer, USER, "4"))))
        .as("with somebody who would be short of budget")
        .satisfies(
            outcomes -> {
              assertThat(outcomes.get(0)).isEqualTo(failed);
              assertThat(outcomes.get(1)).isInstanceOf(Granted.class);
              assertThat(outcomes.get(2)).isEqualTo(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
            });
    assertThat(rewards.grant(List.of(of(offer, USER, "3")))).as("alone").containsExactly(failed);
    assertThat(rewards.grant(List.of(of(offer, 3, "3"))).getFirst()).isInstanceOf(Granted.class);
    assertThat(rewards.grant(List.of(of(offer, 4, "0.001"))))
        .containsExactly(new Refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED));
    var given =
        transactions()
            .inTransaction(tx -> tx.grants().lockUsers(List.of(of(offer, USER, "1").wanted())));
    assertThat(given)
        .containsExactly(Map.entry(new UserGiven.Key(offer.campaignId(), USER), UserGiven.NOTHING));
  }

  private static GrantRequest of(Offer offer, long user, String amount) {
    var cause = new Cause(NOW, new BigDecimal(amount), Map.of());
    return new GrantRequest(offer, fresh(), user, cause);
  }
}
