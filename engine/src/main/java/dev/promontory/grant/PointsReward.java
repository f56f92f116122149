package dev.promontory.grant;

import dev.promontory.ledger.Validity;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A reward of wallet points.
///
/// @param walletId the wallet they go to
/// @param maxPointsPerReward a cap on one award, or null; cut down to the wallet's decimals
/// @param validity when they become active and when they expire
public record PointsReward(
    long walletId,
    EarnScheme earn,
    @Nullable Points maxPointsPerReward,
    Validity validity,
    Limits limits,
    Metadata metadata) {

  /// What is written on the ledger entry; a key stands in one of the two, and there are at most
  /// [#MAX_KEYS].
  ///
  /// @param fixed keys and their texts
  /// @param carried keys and the properties of the trigger event whose values are their texts; a
  ///   key whose property has no text is left out
  public record Metadata(Map<String, String> fixed, Map<String, Name> carried) {

    /// The most keys.
    public static final int MAX_KEYS = 20;

    /// Nothing.
    public static final Metadata NONE = new Metadata(Map.of(), Map.of());

    public Metadata {
      fixed = Map.copyOf(fixed);
      carried = Map.copyOf(carried);
    }

    /// Keys and texts of one reward.
    ///
    /// @param texts of the trigger event, by property
    public Map<String, String> filled(Map<Name, String> texts) {
      if (carried.isEmpty()) {
        return fixed;
      }
      var filled = new HashMap<>(fixed);
      carried.forEach(
          (key, property) -> {
            var text = texts.get(property);
            if (text != null) {
              filled.put(key, text);
            }
          });
      return filled;
    }
  }

  /// A reward that lives as long as the wallet says, without a cap, limits or metadata.
  public static PointsReward of(long walletId, EarnScheme earn) {
    return new PointsReward(walletId, earn, null, Validity.OF_WALLET, Limits.NONE, Metadata.NONE);
  }

  /// The same with a cap on one award.
  public PointsReward cappedAt(Points cap) {
    return new PointsReward(walletId, earn, cap, validity, limits, metadata);
  }

  /// The same with another life of its points.
  public PointsReward with(Validity other) {
    return new PointsReward(walletId, earn, maxPointsPerReward, other, limits, metadata);
  }

  /// The same with other limits.
  public PointsReward with(Limits other) {
    return new PointsReward(walletId, earn, maxPointsPerReward, validity, other, metadata);
  }

  /// The same with other metadata.
  public PointsReward with(Metadata other) {
    return new PointsReward(walletId, earn, maxPointsPerReward, validity, limits, other);
  }

  /// Whether another reward differs from this one at most in its limits.
  public boolean sameGift(PointsReward other) {
    return with(Limits.NONE).equals(other.with(Limits.NONE));
  }
}
