package dev.promontory.grant;

import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A reward of wallet points.
///
/// @param walletId the wallet they go to
/// @param maxPointsPerReward a cap on one award, or null; cut down to the wallet's decimals
/// @param activateAfter how long the points stay promised, or null: active at once
/// @param expiry when they expire, or null: as the wallet says
/// @param campaignBudget the most points the campaign may give, or null: no limit
/// @param onShortBudget what happens when the budget has less left than an award
/// @param metadata fixed keys and values written on the ledger entry, at most 20
public record PointsReward(
    long walletId,
    EarnScheme earn,
    @Nullable Points maxPointsPerReward,
    @Nullable Span activateAfter,
    @Nullable WalletExpiry expiry,
    @Nullable Points campaignBudget,
    OnShortBudget onShortBudget,
    Map<String, String> metadata) {

  /// What to do with an award larger than what is left (S1.8).
  public enum OnShortBudget {
    REFUSE,
    PARTIAL
  }

  public PointsReward {
    metadata = Map.copyOf(metadata);
  }

  /// Whether another reward differs from this one at most in its budget.
  public boolean sameGift(PointsReward other) {
    return withoutBudget().equals(other.withoutBudget());
  }

  private PointsReward withoutBudget() {
    return new PointsReward(
        walletId,
        earn,
        maxPointsPerReward,
        activateAfter,
        expiry,
        null,
        OnShortBudget.REFUSE,
        metadata);
  }
}
