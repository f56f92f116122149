package dev.promontory.duckdb.rule;

import dev.promontory.record.Value;
import dev.promontory.rule.Test;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Ranges of numbers as conditions on millionths and on doubles. A double stands for the shortest
/// decimal that reads back as it, so an end is compared with that decimal here, once, and the
/// database compares doubles only.
final class NumberRange {
  private NumberRange() {}

  static Sql micros(String value, Test.Range range) {
    var ends = new ArrayList<>(List.of(Sql.of(value + " IS NOT NULL")));
    var from = range.from();
    if (from != null) {
      ends.add(Sql.of(value + " >= ").bind(within(firstMicros(from))));
    }
    var to = range.to();
    if (to != null) {
      ends.add(Sql.of(value + " <= ").bind(within(lastMicros(to))));
    }
    return new Sql().join(" AND ", ends);
  }

  private static BigInteger firstMicros(Test.Bound bound) {
    return bound.included()
        ? Ranges.scaled(bound.number(), Value.SCALE, RoundingMode.CEILING)
        : Ranges.scaled(bound.number(), Value.SCALE, RoundingMode.FLOOR).add(BigInteger.ONE);
  }

  private static BigInteger lastMicros(Test.Bound bound) {
    return bound.included()
        ? Ranges.scaled(bound.number(), Value.SCALE, RoundingMode.FLOOR)
        : Ranges.scaled(bound.number(), Value.SCALE, RoundingMode.CEILING).subtract(BigInteger.ONE);
  }

  /// An end drawn in to the limit of exact numbers, which no exact number reaches.
  private static long within(BigInteger micros) {
    var limit = BigInteger.valueOf(Value.MICROS_LIMIT);
    return micros.min(limit).max(limit.negate()).longValueExact();
  }

  static Sql reals(String value, Test.Range range) {
    var ends = new ArrayList<>(List.of(Sql.of(value + " IS NOT NULL")));
    var from = range.from();
    if (from != null) {
      int side = side(from);
      boolean reached = side > 0 || (side == 0 && from.included());
      ends.add(end(value, reached ? " >= " : " > ", from));
    }
    var to = range.to();
    if (to != null) {
      int side = side(to);
      boolean reached = side < 0 || (side == 0 && to.included());
      ends.add(end(value, reached ? " <= " : " < ", to));
    }
    return new Sql().join(" AND ", ends);
  }

  private static Sql end(String value, String operator, Test.Bound bound) {
    return Sql.of(value + operator).bind(bound.number().doubleValue());
  }

  /// Where the double nearest to a bound lies: above it (positive), on it (0) or below it. An
  /// infinite one is never reached.
  private static int side(Test.Bound bound) {
    double nearest = bound.number().doubleValue();
    return Double.isInfinite(nearest)
        ? (nearest > 0 ? 1 : -1)
        : BigDecimal.valueOf(nearest).compareTo(bound.number());
  }
}
