package dev.promontory.duckdb.rule;

import dev.promontory.rule.Measure;
import java.util.List;

/// Sums with doubles in them, added in floating point with a bound on the error.
///
/// Adding k doubles in any order errs by less than k · 2^-53 times the sum of their absolute
/// values; the margin used is more than four times that, and covers the roundings of the conversion
/// from millionths, of the bounds and of their product with the count.
record DoubtfulSumSql(SumSql sum) {
  /// Four times 2^-52.
  private static final String RELATIVE_ERROR = "8.9e-16";

  /// Covers numbers so small that errors are no longer relative.
  private static final String ABSOLUTE_ERROR = "1e-300";

  /// More numbers than one event has under one path.
  private static final String NUMBERS_PER_EVENT = "1000";

  /// The users that are meant, as far as floating point can tell.
  Sql clear(Sql events) {
    return Sql.of("SELECT u FROM (")
        .add(measured(events))
        .add(") WHERE NOT (")
        .add(doubt())
        .add(") AND ")
        .add(sum.failing() ? "NOT " : "")
        .add(Comparing.sql(sum.comparison().operator(), Sql.of("s"), bounds()));
  }

  /// What is needed to decide the other users: `u`, count, sum of the exact numbers in millionths,
  /// list of the doubles.
  Sql unclear(Sql events) {
    return Sql.of("SELECT u, n, exact, reals FROM (")
        .add(measured(events))
        .add(") WHERE ")
        .add(doubt());
  }

  private Sql measured(Sql events) {
    return Sql.of(
            """
            SELECT
              u, n, exact, reals, CAST(exact AS DOUBLE) / 1e6 + rounded AS s,
              (n + 1) * %s * %s
                * (magnitude + abs(CAST(exact AS DOUBLE)) / 1e6 + n * \
            """
                .formatted(NUMBERS_PER_EVENT, RELATIVE_ERROR))
        .bind(largestBound())
        .add(") + " + ABSOLUTE_ERROR + " AS margin FROM (SELECT e.u AS u, count(*) AS n, ")
        .add("CAST(" + sum.numbers().exactSum() + " AS HUGEINT) AS exact, ")
        .add(sum.numbers().realSum() + " AS rounded, ")
        .add(sum.numbers().magnitudeSum() + " AS magnitude, ")
        .add(sum.numbers().allReals() + " AS reals")
        .add(events)
        .add(" GROUP BY e.u)");
  }

  private double largestBound() {
    return sum.bounds().mapToDouble(bound -> Math.abs(finite(bound.doubleValue()))).max().orElse(0);
  }

  /// A bound beyond all doubles acts like the largest double: a sum that comes near overflows and
  /// is in doubt.
  private static double finite(double bound) {
    return Math.clamp(bound, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private Sql doubt() {
    var near =
        bounds().stream().map(bound -> Sql.of("abs(s - ").add(bound).add(") <= margin")).toList();
    return new Sql().join(" OR ", near).add(" OR NOT isfinite(s) OR NOT isfinite(margin)");
  }

  private List<Sql> bounds() {
    return sum.bounds()
        .map(
            bound -> Sql.of(isAverage() ? "(n * " : "(").bind(finite(bound.doubleValue())).add(")"))
        .toList();
  }

  private boolean isAverage() {
    return switch (sum.measure()) {
      case Measure.Average _ -> true;
      case Measure.Sum _, Measure.Count _ -> false;
    };
  }
}
