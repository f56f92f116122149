package dev.promontory.duckdb.rule;

import dev.promontory.record.Value;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Measure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
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

  /// What 10^10 events can be multiplied by in 63 bits.
  private static final BigInteger MAX_SMALL_FACTOR = BigInteger.valueOf(900_000_000);

  private static final BigInteger MAX_AVERAGE = BigInteger.TEN.pow(MAX_AVERAGE_DIGITS);

  /// The users meant.
  ///
  /// @param events from `FROM` on
  DidSql.Matching matching(Sql events) {
    if (numbers.isEmpty()) {
      boolean passes = Ranges.of(comparison(), 0).contains(BigInteger.ZERO);
      return new DidSql.Matching(passes == failing ? null : users(events), null, failing, false);
    }
    if (numbers.real().isEmpty()) {
      if (measure instanceof Measure.Sum) {
        return exactly(users(events).add(" GROUP BY e.u HAVING ").add(sumPasses()));
      }
      if (bounds().allMatch(bound -> bound.stripTrailingZeros().scale() <= MAX_AVERAGE_SCALE)) {
        return exactly(users(events).add(" GROUP BY e.u HAVING ").add(averagePasses()));
      }
    }
    var sums = new DoubtfulSumSql(this);
    var doubtful = new ExactSum(sums.unclear(events), measure, failing);
    return new DidSql.Matching(sums.clear(events), doubtful, failing, true);
  }

  private DidSql.Matching exactly(Sql users) {
    return new DidSql.Matching(users, null, failing, true);
  }

  Comparison comparison() {
    return measure.comparison();
  }

  /// The numbers that the measure is compared with: one or two.
  Stream<BigDecimal> bounds() {
    return Stream.concat(Stream.of(comparison().value()), Stream.ofNullable(comparison().high()));
  }

  private static Sql users(Sql events) {
    return Sql.of("SELECT e.u AS u").add(events);
  }

  private Sql sumPasses() {
    var sums = Ranges.of(comparison(), Value.SCALE);
    return (failing ? sums.complement() : sums).contains(numbers.exactSum());
  }

  private Sql averagePasses() {
    int scale = bounds().mapToInt(bound -> bound.stripTrailingZeros().scale()).max().orElse(0);
    int places = Math.max(scale, Value.SCALE);
    var sum = Sql.of(numbers.exactSum());
    if (places > Value.SCALE) {
      sum.add(" * ").bind(BigInteger.TEN.pow(places - Value.SCALE));
    }
    var products = bounds().map(bound -> timesCount(bound, places)).toList();
    return Sql.of(failing ? "NOT " : "").add(Comparing.sql(comparison().operator(), sum, products));
  }

  /// A bound of an average times the number of events, in units of 10^-places; on 64 bits if the
  /// product fits.
  private static Sql timesCount(BigDecimal bound, int places) {
    var limit = MAX_AVERAGE.multiply(BigInteger.TEN.pow(places));
    var units =
        Ranges.scaled(bound, places, RoundingMode.UNNECESSARY).min(limit).max(limit.negate());
    boolean isSmall = units.abs().compareTo(MAX_SMALL_FACTOR) <= 0;
    return Sql.of(isSmall ? "(count(*) * " : "(CAST(count(*) AS HUGEINT) * ").bind(units).add(")");
  }
}
