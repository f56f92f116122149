package dev.promontory.points;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// An amount of points, 0 or more, in thousandths.
///
/// @param thousandths 0 to [#MAX_THOUSANDTHS]
public record Points(long thousandths) implements Comparable<Points> {

  public static final Points ZERO = new Points(0);

  /// The largest amount of one user, one award or one budget: a trillion points, so that some
  /// thousand of them can be added in a `long`. Sums over users are no `Points`.
  public static final long MAX_THOUSANDTHS = 1_000_000_000_000_000L;

  /// Decimal places of a point.
  public static final int SCALE = 3;

  public Points {
    if (thousandths < 0 || thousandths > MAX_THOUSANDTHS) {
      throw new IllegalArgumentException("out of the range of points: " + thousandths + "/1000");
    }
  }

  /// This many whole points.
  public static Points of(long whole) {
    return new Points(Math.multiplyExact(whole, 1000));
  }

  /// A number with at most three decimals.
  ///
  /// @throws IllegalArgumentException if it has more, is negative or is too large
  public static Points of(BigDecimal number) {
    if (number.precision() - number.scale() > 13 || number.scale() > 1000) {
      throw new IllegalArgumentException("out of the range of points");
    }
    try {
      return new Points(
          number.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException("points have at most " + SCALE + " decimals");
    }
  }

  /// Whether the amount needs no more than this many decimals, 0 to 3 (S1.9).
  public boolean fits(int decimals) {
    return thousandths % Rounding.unitThousandths(decimals) == 0;
  }

  public boolean isZero() {
    return thousandths == 0;
  }

  /// The sum.
  ///
  /// @throws IllegalArgumentException if it is too large
  public Points plus(Points other) {
    return new Points(thousandths + other.thousandths);
  }

  /// The difference.
  ///
  /// @throws IllegalArgumentException if it is negative
  public Points minus(Points other) {
    return new Points(thousandths - other.thousandths);
  }

  /// The exact decimal without trailing zeros, such as 150.5.
  public BigDecimal toBigDecimal() {
    return shown(BigDecimal.valueOf(thousandths, SCALE));
  }

  /// A decimal without trailing zeros, and without an exponent.
  public static BigDecimal shown(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  @Override
  public int compareTo(Points other) {
    return Long.compare(thousandths, other.thousandths);
  }
}
