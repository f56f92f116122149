package dev.promontory.live.match;

import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers of properties: exact, and as whole millionths that keep their order.
final class Numbers {
  /// Digits before the point beyond which a number is further out than any [Value.Decimal], and
  /// still fits a `long` of millionths.
  private static final int MOST_DIGITS = 12;

  /// Zeros behind the point from which on a number is nothing but its sign.
  private static final int TINY = 40;

  private Numbers() {}

  static boolean isNumber(Value value) {
    return value instanceof Value.Decimal || value instanceof Value.Real;
  }

  /// The exact number that a value is; a double is the shortest decimal that reads back as it.
  static BigDecimal exactly(Value value) {
    return switch (value) {
      case Value.Decimal decimal -> BigDecimal.valueOf(decimal.micros(), Value.SCALE);
      case Value.Real real -> BigDecimal.valueOf(real.number());
      case Value.Text _, Value.Flag _, Value.Date _, Value.Texts _, Value.Nested _, Value.Items _ ->
          throw new IllegalArgumentException("not a number: " + value);
    };
  }

  /// The one value that stands for all values equal to it.
  static Value canonical(Value value) {
    return value instanceof Value.Real ? Value.number(exactly(value)) : value;
  }

  /// The millionths of a number, rounded down.
  static long floorMicros(Value number) {
    return number instanceof Value.Decimal decimal
        ? decimal.micros()
        : micros(exactly(number), RoundingMode.FLOOR);
  }

  /// The millionths of a number, rounded. Numbers of any size keep their order: those out of range
  /// become the ends of the range.
  static long micros(BigDecimal number, RoundingMode mode) {
    if (number.signum() == 0) {
      return 0;
    }
    // Sizes first: scaling 1e999999 would take gigabytes.
    long digits = (long) number.precision() - number.scale();
    if (digits > MOST_DIGITS) {
      return number.signum() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    var near = digits < -TINY ? BigDecimal.valueOf(number.signum(), TINY) : number;
    return near.setScale(Value.SCALE, mode).unscaledValue().longValueExact();
  }
}
