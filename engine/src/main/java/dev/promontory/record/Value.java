package dev.promontory.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// The typed value of a property. Values of different types are never equal and never ordered,
/// except that the two kinds of number compare by their size.
public sealed interface Value {

  /// A string, kept exactly as sent, at most 512 characters.
  record Text(String text) implements Value {}

  /// An exact number in millionths, between -10^18 and 10^18 exclusive, so that every sum a rule
  /// takes is exact.
  record Decimal(long micros) implements Value {
    public Decimal {
      if (micros <= -MICROS_LIMIT || micros >= MICROS_LIMIT) {
        throw new IllegalArgumentException("out of the exact range: " + micros);
      }
    }
  }

  /// A finite number that [Decimal] cannot hold: 10^12 or larger, or finer than a millionth. It
  /// stands for the shortest decimal that reads back as the same double, the one that was sent.
  record Real(double number) implements Value {
    public Real {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("not a finite number: " + number);
      }
    }
  }

  /// True or false.
  record Flag(boolean flag) implements Value {}

  /// An instant, sent as `$D_<epoch seconds>`.
  record Date(long epochSecond) implements Value {}

  /// The values of a multi-value profile property: unique, oldest first, at most 100.
  record Texts(List<String> texts) implements Value {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /// A nested object, at most three levels deep. A rule names what is inside by a path with dots
  /// (`Address.City`): dots cannot stand in a name itself.
  record Nested(Properties properties) implements Value {}

  /// A list of objects: the `Items` of a `Charged` event. `Items.Category` stands for the values of
  /// that property on all items.
  record Items(List<Properties> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// One more than the largest number of millionths of a [Decimal].
  long MICROS_LIMIT = 1_000_000_000_000_000_000L;

  /// Decimal places of a [Decimal].
  int SCALE = 6;

  /// The canonical value of a number: exact if it can be.
  ///
  /// @throws IllegalArgumentException if the number is beyond the range of a double
  static Value number(BigDecimal number) {
    // Reading 1e999999999 is cheap, but scaling it would allocate gigabytes: look at sizes first.
    long digitsBeforePoint = (long) number.precision() - number.scale();
    if (digitsBeforePoint <= 12 && number.scale() <= 400) {
      var scaled = number.stripTrailingZeros();
      if (scaled.scale() <= SCALE) {
        return new Decimal(
            scaled.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact());
      }
    }
    return real(number.doubleValue());
  }

  /// The canonical value of a whole number.
  static Value number(long number) {
    return Math.abs(number) < 1_000_000_000_000L && number != Long.MIN_VALUE
        ? new Decimal(number * 1_000_000)
        : new Real(number);
  }

  private static Value real(double number) {
    return number == 0 ? new Decimal(0) : new Real(number);
  }
}
