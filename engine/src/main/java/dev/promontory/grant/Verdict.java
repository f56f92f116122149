package dev.promontory.grant;

import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.points.Award;
import dev.promontory.points.Points;
import dev.promontory.points.Rounding;
import dev.promontory.wallet.Wallet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to become of a grant request that is no repeat.
///
/// @param points to credit; 0 unless there is something to give
/// @param asked what the award would have been before budgets
/// @param refusal why nothing is given, or null; then 0 points are a zero award (S1.7)
public record Verdict(Points points, Points asked, @Nullable Refusal refusal) {

  /// What a campaign has given before.
  ///
  /// @param byCampaign in all
  /// @param onUser to the user
  public record Spent(Points byCampaign, UserGiven onUser) {
    /// Nothing.
    public static final Spent NOTHING = new Spent(Points.ZERO, UserGiven.NOTHING);
  }

  /// The verdict on a user who may not have points of the wallet.
  public static Verdict onBlockedUser() {
    return refused(Refusal.INACTIVE_WALLET, Points.ZERO);
  }

  /// Decides a request. Pure. The refusals are tried in the order of the enum.
  ///
  /// @param wallet of the offer, or null if there is none
  /// @param spent what was given before; only looked at as far as there are limits
  public static Verdict on(
      GrantRequest request, @Nullable Wallet wallet, Spent spent, Instant now) {
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
        .map(asked -> limited(request, wallet, asked, spent))
        .orElseGet(() -> refused(Refusal.INVALID_POINTS, Points.ZERO));
  }

  private static Verdict limited(GrantRequest request, Wallet wallet, Points asked, Spent spent) {
    if (asked.isZero()) {
      return new Verdict(asked, asked, null);
    }
    var limits = request.offer().reward().limits();
    var weekStart = request.offer().account().weekStart();
    if (!limits.perUser().equals(Recurrence.UNLIMITED)
        && !spent.onUser().allows(limits.perUser(), request.day(), weekStart)) {
      return refused(Refusal.RECURRENCE_EXCEEDED, asked);
    }
    var part = new Part(limits.onShortBudget(), wallet.rounding());
    var ofCampaign = part.of(asked, limits.campaignBudget(), spent.byCampaign());
    if (ofCampaign.isZero()) {
      return refused(Refusal.CAMPAIGN_BUDGET_EXCEEDED, asked);
    }
    var ofUser = part.of(ofCampaign, limits.userBudget(), spent.onUser().points());
    return ofUser.isZero()
        ? refused(Refusal.USER_BUDGET_EXCEEDED, asked)
        : new Verdict(ofUser, asked, null);
  }

  /// How much of an award a budget pays (S1.8).
  private record Part(OnShortBudget onShort, Rounding rounding) {

    /// The whole award, the rest of the budget, or nothing.
    Points of(Points asked, @Nullable Points budget, Points spent) {
      if (budget == null) {
        return asked;
      }
      var left = budget.compareTo(spent) <= 0 ? Points.ZERO : budget.minus(spent);
      if (asked.compareTo(left) <= 0) {
        return asked;
      }
      return onShort == OnShortBudget.REFUSE ? Points.ZERO : rounding.floor(left);
    }
  }

  private static Verdict refused(Refusal refusal, Points asked) {
    return new Verdict(Points.ZERO, asked, refusal);
  }
}
