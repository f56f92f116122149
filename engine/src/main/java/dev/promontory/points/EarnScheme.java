package dev.promontory.points;

import dev.promontory.record.Name;
import java.math.BigDecimal;

/// How many points a reward is worth, before caps and budgets.
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

  /// A part of a number of the trigger event (S1.4).
  ///
  /// @param percent more than 0, at most [#MAX_PERCENT], with at most [#PERCENT_DECIMALS] decimals
  /// @param property the property that has the number, or a path with dots
  record Percentage(BigDecimal percent, Name property) implements EarnScheme {
    public Percentage {
      percent = percent.stripTrailingZeros();
      if (percent.signum() <= 0
          || percent.compareTo(MAX_PERCENT) > 0
          || percent.scale() > PERCENT_DECIMALS) {
        throw new IllegalArgumentException("not a percentage: " + percent);
      }
    }
  }

  /// Some points for every so many units of a number of the trigger event (S1.5).
  ///
  /// @param points more than 0, for every `perUnits`
  /// @param perUnits more than 0
  /// @param property the property that has the number, or a path with dots
  record Proportional(Points points, BigDecimal perUnits, Name property, UnitMode unitMode)
      implements EarnScheme {
    public Proportional {
      perUnits = perUnits.stripTrailingZeros();
      if (perUnits.signum() <= 0 || points.isZero()) {
        throw new IllegalArgumentException("points and units are more than 0");
      }
    }
  }

  /// The largest percentage.
  BigDecimal MAX_PERCENT = BigDecimal.valueOf(1000);

  /// Decimals of a percentage.
  int PERCENT_DECIMALS = 4;

  /// Where the draws gather.
  enum Favor {
    MIN,
    AVG,
    MAX
  }

  /// What becomes of a part of the units: 250 at 10 for every 100.
  enum UnitMode {
    /// Nothing: 20.
    WHOLE,
    /// A part of the points: 25.
    PRO_RATA
  }
}
