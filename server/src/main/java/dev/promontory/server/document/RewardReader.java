package dev.promontory.server.document;

import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.RewardType;
import dev.promontory.grant.PointsReward;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a campaign gives: the `what` of a campaign.
final class RewardReader {
  private final @Nullable Qualification qualification;
  private final EarnReader earnReader;
  private @Nullable RewardType type;
  private @Nullable Long walletId;
  private @Nullable Validity validity;

  /// @param qualification of the campaign, or null if it does not say
  RewardReader(@Nullable Qualification qualification) {
    this.qualification = qualification;
    this.earnReader = new EarnReader(qualification);
  }

  /// The type of the reward that was read, or null if it does not say.
  @Nullable RewardType type() {
    return type;
  }

  /// The wallet that was named, or null.
  @Nullable Long walletId() {
    return walletId;
  }

  /// The amounts of points that are earned, by path: those that could be read.
  Map<String, Points> amounts() {
    return earnReader.amounts();
  }

  /// How long the points live, or null if that could not be read.
  @Nullable Validity validity() {
    return validity;
  }

  /// A reward of points, or null with its problems.
  @Nullable PointsReward read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("type", "What kind of reward: points.");
    if (named == null) {
      // Read as the one type there is, so that nothing in a draft goes unread.
      points(fields);
      return null;
    }
    type =
        named.json().isString() ? RewardType.ofCode(named.json().stringValue()).orElse(null) : null;
    switch (type) {
      case POINTS -> {
        return points(fields);
      }
      case COUPON, VOUCHER, CUSTOM ->
          named.notBuilt("Rewards of this type are not built yet; there is points.");
      case null -> named.wrong("A reward is points, coupon, voucher or custom.");
    }
    return null;
  }

  private @Nullable PointsReward points(Fields fields) {
    var wallet = fields.required("walletId", "The wallet the points go to.");
    walletId = wallet == null ? null : wallet.whole(1, Long.MAX_VALUE);
    var earning = fields.required("earn", "How many points.");
    var earn = earning == null ? null : earnReader.read(earning);
    refuseMax(fields.optional("maxPointsPerReward"));
    var lifetime = fields.optional("validity");
    var valid = lifetime == null ? Validity.OF_WALLET : ValidityReader.read(lifetime);
    validity = valid;
    var limits = fields.optional("limits");
    var limit = limits == null ? Limits.NONE : Limits.read(limits, qualification);
    var metadata = fields.optional("metadata");
    var keys =
        metadata == null ? Map.<String, String>of() : MetadataReader.read(metadata, qualification);
    fields.refuseOthers();
    if (walletId == null || earn == null || valid == null || limit == null || keys == null) {
      return null;
    }
    return new PointsReward(
        walletId,
        earn,
        null,
        valid.activateAfter(),
        valid.expiry(),
        limit.campaignBudget(),
        limit.onShortBudget(),
        keys);
  }

  private void refuseMax(@Nullable Node max) {
    if (max == null) {
      return;
    }
    if (qualification == Qualification.LIVE) {
      max.notBuilt("A cap on one reward is not built yet.");
    } else {
      max.wrong("A cap on one reward goes with percentage and proportional points only.");
    }
  }
}
