package dev.promontory.points;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// How a wallet rounds calculated points (S1.3): up is the ceiling, down is the floor, at its
/// number of decimals.
///
/// @param decimals 0 to 3
public record Rounding(int decimals, Mode mode) {
  private static final BigDecimal LARGEST = new Points(Points.MAX_THOUSANDTHS).toBigDecimal();

  /// The direction.
  public enum Mode {
    UP,
    DOWN
  }

  public Rounding {
    if (decimals < 0 || decimals > Points.SCALE) {
      throw new IllegalArgumentException("decimals are 0 to 3: " + decimals);
    }
  }

  /// Thousandths in the smallest amount with this many decimals.
  public static long unitThousandths(int decimals) {
    return switch (decimals) {
      case 0 -> 1000;
      case 1 -> 100;
      case 2 -> 10;
      case 3 -> 1;
      default -> throw new IllegalArgumentException("decimals are 0 to 3: " + decimals);
    };
  }

  /// A calculated fraction, rounded by the wallet's rule.
  ///
  /// @param dividend 0 or more
  /// @param divisor more than 0
  /// @return empty if it is too large for points
  Optional<Points> round(BigDecimal dividend, BigDecimal divisor) {
    var rounded =
        dividend.divide(
            divisor, decimals, mode == Mode.UP ? RoundingMode.CEILING : RoundingMode.FLOOR);
    return rounded.compareTo(LARGEST) > 0 ? Optional.empty() : Optional.of(Points.of(rounded));
  }

  /// An amount cut down to the wallet's decimals, as caps are (S1.2).
  public Points floor(Points points) {
    return new Points(points.thousandths() - points.thousandths() % unitThousandths(decimals));
  }
}
