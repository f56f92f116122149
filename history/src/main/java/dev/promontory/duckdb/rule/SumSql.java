package dev.promontory.duckdb.rule;

import dev.promontory.record.Value;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Sums and averages per user, decided exactly (Q4).
///
/// Exact numbers are added as 128-bit millionths, and an average is compared as a sum with a
/// multiple of the count, without dividing. Where doubles come in, or a bound has too many decimal
/// places, the database adds in floating point with a bound on its error; the few users whose sum
/// is closer to a bound of the comparison than that are left to [ExactSum].
///
/// @param failing whether the users are meant whose measure does not pass
record SumSql(Numbers numbers, Measure measure, boolean failing) {
  /// Decimal places of an average's bounds up to which 128 bits suffice: 10^16 (a bound) · 10^11 ·
  /// 10^10 (events).
  private static final int MAX_AVERAGE_SCALE = 11;

  private static final int MAX_AVERAGE_DIGITS = 16;
  private static final BigInteger MAX_AVERAGE = BigInteger.TEN.pow(MAX_AVERAGE_DIGITS);

  /// The condition that a user `x` is among those meant.
  ///
  /// @param events from `FROM` on
  Sql users(Sql events, List<ExactSum> exactSums) {
    if (numbers.isEmpty()) {
      boolean passes = Ranges.of(comparison(), 0).contains(BigInteger.ZERO);
      return passes == failing ? Sql.of("FALSE") : users(events).add(")");
    }
    if (numbers.real().isEmpty()) {
      if (measure instanceof Measure.Sum) {
        return users(events).add(" GROUP BY e.u HAVING ").add(sumPasses()).add(")");
      }
      if (bounds().allMatch(bound -> bound.stripTrailingZeros().scale() <= MAX_AVERAGE_SCALE)) {
        return users(events).add(" GROUP BY e.u HAVING ").add(averagePasses()).add(")");
      }
    }
    exactSums.add(new ExactSum(new DoubtfulSumSql(this).unclear(events), measure, failing));
    return Sql.of("(")
        .add("x.u IN (")
        .add(new DoubtfulSumSql(this).clear(events))
        .add(") OR x.u IN (SELECT u FROM " + RuleSql.sumTable(exactSums.size() - 1) + "))");
  }

  Comparison comparison() {
    return measure.comparison();
  }

  /// The numbers that the measure is compared with: one or two.
  Stream<BigDecimal> bounds() {
    return Stream.concat(Stream.of(comparison().value()), Stream.ofNullable(comparison().high()));
  }

  private static Sql users(Sql events) {
    return Sql.of("x.u IN (SELECT e.u").add(events);
  }

  private Sql sumPasses() {
    var sums = Ranges.of(comparison(), Value.SCALE);
    return (failing ? sums.complement() : sums).contains(numbers.exactSum());
  }

  private Sql averagePasses() {
    int scale = bounds().mapToInt(bound -> bound.stripTrailingZeros().scale()).max().orElse(0);
    int places = Math.max(scale, Value.SCALE);
    var bound = new ArrayList<Sql>();
    bounds().forEach(number -> bound.add(times(number, places)));
    var sum =
        Sql.of("(" + numbers.exactSum() + " * ")
            .bind(BigInteger.TEN.pow(places - Value.SCALE))
            .add(")");
    return Sql.of(failing ? "NOT " : "").add(Comparing.sql(comparison().operator(), sum, bound));
  }

  /// A bound of an average times the number of events, in units of 10^-places.
  private static Sql times(BigDecimal bound, int places) {
    var limit = MAX_AVERAGE.multiply(BigInteger.TEN.pow(places));
    var units =
        Ranges.scaled(bound, places, RoundingMode.UNNECESSARY).min(limit).max(limit.negate());
    return Sql.of("(CAST(count(*) AS HUGEINT) * ").bind(units).add(")");
  }
}
