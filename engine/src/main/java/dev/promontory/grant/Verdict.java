package dev.promontory.grant;

import dev.promontory.points.Award;
import dev.promontory.points.Points;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to become of a grant request that is no repeat.
///
/// @param points to credit; 0 unless there is something to give
/// @param asked what the award would have been before budgets
/// @param refusal why nothing is given, or null; then 0 points are a zero award (S1.7)
public record Verdict(Points points, Points asked, @Nullable Refusal refusal) {

  /// Decides a request. Pure. The refusals are tried in the order of the enum.
  ///
  /// @param wallet of the offer, or null if there is none
  /// @param granted what the campaign has given so far; only looked at if it has a budget
  public static Verdict on(
      GrantRequest request, @Nullable Wallet wallet, Points granted, Instant now) {
    var offer = request.offer();
    var reward = offer.reward();
    if (wallet == null || wallet.account() != offer.account().number()) {
      return refused(Refusal.INVALID_WALLET, Points.ZERO);
    }
    if (!reward.validity().from(now, wallet.expiry(), offer.account().zone()).isUsable()) {
      return refused(Refusal.INVALID_WALLET, Points.ZERO);
    }
    if (wallet.status() != Wallet.Status.ACTIVE) {
      return refused(Refusal.INACTIVE_WALLET, Points.ZERO);
    }
    var facts = new Award.Facts(request.cause().basis(), request.key().seed());
    return Award.of(reward.earn(), wallet.rounding(), reward.maxPointsPerReward(), facts)
        .map(asked -> withinBudget(reward, wallet, asked, granted))
        .orElseGet(() -> refused(Refusal.INVALID_POINTS, Points.ZERO));
  }

  /// The whole award, the rest of the budget, or nothing (S1.8).
  private static Verdict withinBudget(
      PointsReward reward, Wallet wallet, Points asked, Points granted) {
    var budget = reward.limits().campaignBudget();
    if (budget == null || asked.isZero()) {
      return new Verdict(asked, asked, null);
    }
    var left = budget.compareTo(granted) <= 0 ? Points.ZERO : budget.minus(granted);
    if (asked.compareTo(left) <= 0) {
      return new Verdict(asked, asked, null);
    }
    var rest = wallet.rounding().floor(left);
    return reward.limits().onShortBudget() == Limits.OnShortBudget.REFUSE || rest.isZero()
        ? refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED, asked)
        : new Verdict(rest, asked, null);
  }

  private static Verdict refused(Refusal refusal, Points asked) {
    return new Verdict(Points.ZERO, asked, refusal);
  }
}
