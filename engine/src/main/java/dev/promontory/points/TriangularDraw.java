package dev.promontory.points;

import java.util.Optional;

/// Draws from a discrete triangular distribution by inversion (S1.6).
///
/// The amounts that the wallet can hold between the bounds, both included, are numbered 0 to n - 1.
/// A continuous triangular variable on [0, n) with its mode at 0, n / 2 or n is drawn, and its
/// whole part is the number.
final class TriangularDraw {
  private TriangularDraw() {}

  /// The drawn amount, or empty if the wallet can hold none between the bounds.
  static Optional<Points> draw(EarnScheme.Random random, int decimals, long seed) {
    long unit = Rounding.unitThousandths(decimals);
    long first = Math.ceilDiv(random.min().thousandths(), unit);
    long last = Math.floorDiv(random.max().thousandths(), unit);
    if (last < first) {
      return Optional.empty();
    }
    long count = last - first + 1;
    long number = Math.min(count - 1, (long) (count * share(uniform(seed), random.favor())));
    return Optional.of(new Points((first + number) * unit));
  }

  /// The inverse distribution function of the triangular distribution on [0, 1).
  private static double share(double uniform, EarnScheme.Favor favor) {
    return switch (favor) {
      case MIN -> 1 - Math.sqrt(1 - uniform);
      case AVG -> uniform < 0.5 ? Math.sqrt(uniform / 2) : 1 - Math.sqrt((1 - uniform) / 2);
      case MAX -> Math.sqrt(uniform);
    };
  }

  /// The upper 53 bits of the seed as a number in [0, 1).
  private static double uniform(long seed) {
    return (seed >>> 11) * 0x1.0p-53;
  }
}
