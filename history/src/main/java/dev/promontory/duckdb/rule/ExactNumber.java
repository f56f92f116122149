package dev.promontory.duckdb.rule;

import dev.promontory.record.Value;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A number as it stands in columns: the millionths and the double that are exactly it.
///
/// @param micros null if no [Value.Decimal] is this number
/// @param real null if no [Value.Real] is this number
record ExactNumber(@Nullable Long micros, @Nullable Double real) {

  static ExactNumber of(Value.Decimal decimal) {
    var exact = BigDecimal.valueOf(decimal.micros(), Value.SCALE);
    double nearest = exact.doubleValue();
    return new ExactNumber(
        decimal.micros(), BigDecimal.valueOf(nearest).compareTo(exact) == 0 ? nearest : null);
  }

  static ExactNumber of(Value.Real real) {
    return new ExactNumber(
        Value.number(BigDecimal.valueOf(real.number())) instanceof Value.Decimal decimal
            ? decimal.micros()
            : null,
        real.number());
  }
}
