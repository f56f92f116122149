package dev.promontory.server.document;

import dev.promontory.campaign.RewardType;
import dev.promontory.grant.Limits;
import dev.promontory.grant.PointsReward;
import dev.promontory.grant.PointsReward.Metadata;
import dev.promontory.ledger.Validity;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a campaign gives: the `what` of a campaign.
final class RewardReader {
  private final Setting setting;
  private final EarnReader earnReader;
  private @Nullable RewardType type;
  private @Nullable Long walletId;
  private @Nullable Validity validity;

  RewardReader(Setting setting) {
    this.setting = setting;
    this.earnReader = new EarnReader(setting);
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
    var max = fields.optional("maxPointsPerReward");
    var cap = max == null ? null : cap(max, earn);
    var lifetime = fields.optional("validity");
    validity = lifetime == null ? Validity.OF_WALLET : ValidityReader.read(lifetime);
    var limited = fields.optional("limits");
    var limits = limited == null ? Limits.NONE : new LimitsReader(setting, earn).read(limited);
    var written = fields.optional("metadata");
    var metadata = written == null ? Metadata.NONE : MetadataReader.read(written, setting);
    fields.refuseOthers();
    var valid = validity;
    return walletId == null || earn == null || valid == null || limits == null || metadata == null
        ? null
        : new PointsReward(walletId, earn, cap, valid, limits, metadata);
  }

  /// Only for what is calculated from the trigger event.
  private static @Nullable Points cap(Node node, @Nullable EarnScheme earn) {
    if (earn instanceof EarnScheme.Flat || earn instanceof EarnScheme.Random) {
      node.wrong("A cap on one reward goes with percentage and proportional points only.");
      return null;
    }
    return Amounts.positive(node);
  }
}
