package dev.promontory.points;

/// How many points a reward is worth, before caps and budgets. Percentage and proportional schemes
/// join with live campaigns: both need a trigger event.
public sealed interface EarnScheme {

  /// The same for everybody.
  ///
  /// @param points more than 0, and within the wallet's decimals
  record Flat(Points points) implements EarnScheme {}

  /// A draw between two bounds, both included, in whole smallest units of the wallet, by a
  /// triangular distribution whose mode the bias names (S1.6). The draw is seeded by the grant's
  /// key.
  record Random(Points min, Points max, Favor favor) implements EarnScheme {
    public Random {
      if (max.compareTo(min) < 0) {
        throw new IllegalArgumentException("max is below min");
      }
    }
  }

  /// Where the draws gather.
  enum Favor {
    MIN,
    AVG,
    MAX
  }
}
