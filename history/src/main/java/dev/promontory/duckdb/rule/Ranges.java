package dev.promontory.duckdb.rule;

import dev.promontory.rule.Comparison;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set of whole numbers: what a comparison lets through. Ends beyond any sum that can occur are
/// drawn in to [#LIMIT], so that every end fits a 128-bit number.
///
/// @param ranges apart from each other, in ascending order
record Ranges(List<Range> ranges) {
  /// Larger than any number of events and any sum of millionths over them.
  static final BigInteger LIMIT = BigInteger.TEN.pow(36);

  /// All numbers from 1.
  static final Ranges POSITIVE = from(BigInteger.ONE);

  private static final int LIMIT_DIGITS = 36;

  /// A number that differs from a whole one in no place that matters.
  private static final int MIN_DIGITS = -40;

  /// Both ends included; null is open.
  record Range(@Nullable BigInteger from, @Nullable BigInteger to) {
    boolean isEmpty() {
      return from != null && to != null && from.compareTo(to) > 0;
    }
  }

  Ranges {
    ranges = ranges.stream().filter(range -> !range.isEmpty()).toList();
  }

  /// The whole numbers n for which n / 10^scale passes.
  static Ranges of(Comparison comparison, int scale) {
    var floor = scaled(comparison.value(), scale, RoundingMode.FLOOR);
    var ceiling = scaled(comparison.value(), scale, RoundingMode.CEILING);
    var equal = new Ranges(List.of(new Range(ceiling, floor)));
    return switch (comparison.operator()) {
      case EQUALS -> equal;
      case NOT_EQUALS -> equal.complement();
      case GT -> from(floor.add(BigInteger.ONE));
      case GTE -> from(ceiling);
      case LT -> to(ceiling.subtract(BigInteger.ONE));
      case LTE -> to(floor);
      case BETWEEN -> new Ranges(List.of(new Range(ceiling, scaledHigh(comparison, scale))));
    };
  }

  private static BigInteger scaledHigh(Comparison comparison, int scale) {
    var high = comparison.high();
    if (high == null) {
      throw new IllegalArgumentException("between has a second number");
    }
    return scaled(high, scale, RoundingMode.FLOOR);
  }

  /// `number · 10^scale` as a whole number, between minus and plus [#LIMIT].
  static BigInteger scaled(BigDecimal number, int scale, RoundingMode rounding) {
    // Scaling 1e999999999 would allocate gigabytes: look at sizes first.
    long digits = (long) number.precision() - number.scale() + scale;
    if (digits > LIMIT_DIGITS) {
      return number.signum() < 0 ? LIMIT.negate() : LIMIT;
    }
    var shortened = digits < MIN_DIGITS ? BigDecimal.valueOf(number.signum(), -MIN_DIGITS) : number;
    return shortened.scaleByPowerOfTen(scale).setScale(0, rounding).toBigInteger();
  }

  private static Ranges from(BigInteger first) {
    return new Ranges(List.of(new Range(first, null)));
  }

  private static Ranges to(BigInteger last) {
    return new Ranges(List.of(new Range(null, last)));
  }

  /// All other whole numbers.
  Ranges complement() {
    var others = new ArrayList<Range>();
    BigInteger next = null;
    for (var range : ranges) {
      if (range.from() != null) {
        others.add(new Range(next, range.from().subtract(BigInteger.ONE)));
      }
      if (range.to() == null) {
        return new Ranges(others);
      }
      next = range.to().add(BigInteger.ONE);
    }
    others.add(new Range(next, null));
    return new Ranges(others);
  }

  /// Those that are at least this number.
  Ranges from(long least) {
    var first = BigInteger.valueOf(least);
    return new Ranges(
        ranges.stream()
            .map(
                range ->
                    new Range(range.from() == null ? first : range.from().max(first), range.to()))
            .toList());
  }

  boolean contains(BigInteger number) {
    return ranges.stream()
        .anyMatch(
            range ->
                (range.from() == null || range.from().compareTo(number) <= 0)
                    && (range.to() == null || range.to().compareTo(number) >= 0));
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /// The condition that a whole-number expression is in the set.
  Sql contains(String expression) {
    if (ranges.isEmpty()) {
      return Sql.of("FALSE");
    }
    return new Sql()
        .join(" OR ", ranges.stream().map(range -> contains(expression, range)).toList());
  }

  private static Sql contains(String expression, Range range) {
    var ends = new ArrayList<Sql>();
    if (range.from() != null && range.from().equals(range.to())) {
      ends.add(Sql.of(expression + " = ").bind(range.from()));
    } else {
      if (range.from() != null) {
        ends.add(Sql.of(expression + " >= ").bind(range.from()));
      }
      if (range.to() != null) {
        ends.add(Sql.of(expression + " <= ").bind(range.to()));
      }
    }
    return ends.isEmpty() ? Sql.of("TRUE") : new Sql().join(" AND ", ends);
  }
}
