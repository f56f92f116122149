package dev.promontory.points;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How a wallet rounds calculated points (S1.3): up is the ceiling, down is the floor, at its
/// number of decimals.
///
/// @param decimals 0 to 3
public record Rounding(int decimals, Mode mode) {

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

  /// A calculated number, 0 or more, rounded by the wallet's rule.
  ///
  /// @throws IllegalArgumentException if it is negative or too large for points
  public Points round(BigDecimal number) {
    return Points.of(
        number.setScale(decimals, mode == Mode.UP ? RoundingMode.CEILING : RoundingMode.FLOOR));
  }

  /// An amount cut down to the wallet's decimals, as caps are (S1.2).
  public Points floor(Points points) {
    return new Points(points.thousandths() - points.thousandths() % unitThousandths(decimals));
  }
}
