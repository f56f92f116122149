package dev.promontory.server.document;

import dev.promontory.points.Points;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads amounts of points.
final class Amounts {
  private static final BigDecimal MAX = new Points(Points.MAX_THOUSANDTHS).toBigDecimal();

  private Amounts() {}

  /// More than 0, or null with its problem.
  static @Nullable Points positive(Node node) {
    var points = zeroOrMore(node);
    if (points != null && points.isZero()) {
      node.wrong("More than 0 points stand here.");
      return null;
    }
    return points;
  }

  /// 0 or more, or null with its problem.
  static @Nullable Points zeroOrMore(Node node) {
    var number = node.number();
    if (number == null) {
      return null;
    }
    if (number.signum() < 0 || number.compareTo(MAX) > 0) {
      node.wrong("Points are 0 or more, and at most " + MAX.toPlainString() + ".");
      return null;
    }
    if (number.scale() > Points.SCALE) {
      node.wrong("Points have at most " + Points.SCALE + " decimals.");
      return null;
    }
    return Points.of(number);
  }
}
