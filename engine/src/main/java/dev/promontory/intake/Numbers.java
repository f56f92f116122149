package dev.promontory.intake;

import dev.promontory.record.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads JSON numbers into canonical values, most of them without an object in between.
public final class Numbers {

  /// The most characters of a number: more than any double needs to be told from its neighbours,
  /// and few enough that reading one stays cheap.
  public static final int LENGTH = 400;

  private static final int DIGITS_BEFORE_POINT = 12;
  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private Numbers() {}

  /// The value of a number in JSON's grammar, or null if it is longer than [#LENGTH] or beyond the
  /// range of a double.
  public static @Nullable Value read(char[] buffer, int offset, int length) {
    if (length > LENGTH) {
      return null;
    }
    long micros = micros(buffer, offset, length);
    if (micros != Long.MIN_VALUE) {
      return new Value.Decimal(micros);
    }
    try {
      return Value.number(new BigDecimal(buffer, offset, length));
    } catch (IllegalArgumentException _) {
      // Infinite as a double, or (a NumberFormatException) with an exponent beyond ten digits.
      return null;
    }
  }

  /// The number in millionths, or [Long#MIN_VALUE] if it has an exponent or too many digits for the
  /// short way.
  private static long micros(char[] buffer, int offset, int length) {
    boolean negative = buffer[offset] == '-';
    int end = offset + length;
    long digits = 0;
    int before = 0;
    int after = -1;
    for (int i = negative ? offset + 1 : offset; i < end; i++) {
      char c = buffer[i];
      if (c == '.') {
        after = 0;
      } else if (c < '0' || c > '9') {
        return Long.MIN_VALUE;
      } else {
        if (after < 0) {
          before++;
        } else {
          after++;
        }
        if (before > DIGITS_BEFORE_POINT || after > Value.SCALE) {
          return Long.MIN_VALUE;
        }
        digits = digits * 10 + (c - '0');
      }
    }
    long micros = digits * POWERS[Value.SCALE - Math.max(after, 0)];
    return negative ? -micros : micros;
  }
}
