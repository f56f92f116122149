package dev.promontory.duckdb.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Days of a zone as an expression to group by. The rules of the zone are Java's, here and
/// everywhere; the database only divides.
final class DaysSql {
  private static final long SECONDS_PER_DAY = 86_400;

  /// More days than lie between two changes of a zone's clocks.
  private static final long DAYS_PER_STRETCH = 10_000_000_000L;

  private DaysSql() {}

  /// A number for the second of a row `e`: two seconds up to a present have one number only if they
  /// are of one day, and two behind it only if they are the same. A day on which clocks change may
  /// have two.
  ///
  /// @param from the earliest second
  /// @param present epoch second, 0 or more
  static Sql of(long from, long present, ZoneId zone) {
    var rules = zone.getRules();
    var sql = Sql.of("CASE WHEN e.ts > ").bind(present).add(" THEN -e.ts");
    long start = from;
    for (long stretch = 0; ; stretch++) {
      var change = rules.nextTransition(Instant.ofEpochSecond(start));
      boolean isLast = change == null || change.toEpochSecond() > present;
      sql.add(isLast ? " ELSE " : " WHEN e.ts < ");
      if (!isLast) {
        sql.bind(change.toEpochSecond()).add(" THEN ");
      }
      sql.bind(stretch * DAYS_PER_STRETCH)
          .add(" + (e.ts - ")
          .bind(startOfDay(start, zone))
          .add(") // " + SECONDS_PER_DAY);
      if (isLast) {
        return sql.add(" END");
      }
      start = change.toEpochSecond();
    }
  }

  /// When the day of a second would have begun, had the clocks always stood as they do then.
  private static long startOfDay(long epochSecond, ZoneId zone) {
    var offset = zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond));
    return LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), offset)
        .atStartOfDay(offset)
        .toEpochSecond();
  }
}
