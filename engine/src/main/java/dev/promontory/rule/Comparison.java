package dev.promontory.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A number compared with one or two others.
///
/// @param high the upper end, included; only for [Operator#BETWEEN]
public record Comparison(Operator operator, BigDecimal value, @Nullable BigDecimal high) {

  /// The operators of the contract that compare a measure.
  public enum Operator {
    EQUALS,
    NOT_EQUALS,
    GT,
    GTE,
    LT,
    LTE,
    BETWEEN
  }

  public Comparison {
    if ((operator == Operator.BETWEEN) != (high != null)) {
      throw new IllegalArgumentException("between, and only between, has a second number");
    }
  }

  /// At least this many.
  public static Comparison atLeast(long count) {
    return new Comparison(Operator.GTE, BigDecimal.valueOf(count), null);
  }
}
