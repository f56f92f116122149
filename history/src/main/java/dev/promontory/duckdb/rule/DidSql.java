package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.duckdb.table.Table;
import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.time.Interval;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Behaviour as a condition on the users table `x`: membership in the users of an event table.
final class DidSql {
  private final AccountTables tables;
  private final Instant now;
  private final ZoneId zone;
  private final List<ExactSum> exactSums;

  /// @param exactSums where the sums go that only exact arithmetic can decide
  DidSql(AccountTables tables, Instant now, ZoneId zone, List<ExactSum> exactSums) {
    this.tables = tables;
    this.now = now;
    this.zone = zone;
    this.exactSums = exactSums;
  }

  Sql didNot(Behavior behavior) {
    var events = events(behavior);
    return events == null
        ? Sql.of("TRUE")
        : Sql.of("x.u NOT IN (SELECT e.u").add(events.sql()).add(")");
  }

  Sql did(Rule.Did did) {
    boolean zeroPasses =
        did.includeZero() && Ranges.of(did.measure().comparison(), 0).contains(BigInteger.ZERO);
    var events = events(did.behavior());
    if (events == null) {
      return Sql.of(zeroPasses ? "TRUE" : "FALSE");
    }
    var users = users(did.measure(), zeroPasses, events);
    return Sql.of(zeroPasses ? "NOT " : "").add(users);
  }

  /// Matching events.
  ///
  /// @param sql from `FROM` on, up to a `GROUP BY`
  private record Events(Table table, Sql sql) {}

  /// The matching events, or null if there can be none.
  private @Nullable Events events(Behavior behavior) {
    var table = tables.eventTable(behavior.event());
    var window = behavior.window().at(now, zone);
    if (table == null || window.isEmpty()) {
      return null;
    }
    var tests = new TestSql(table, tables.paths(), "e.", zone);
    var conditions = new ArrayList<Sql>();
    addEnds(window, conditions);
    for (var clause : behavior.where()) {
      conditions.add(
          new Sql()
              .join(
                  " OR ",
                  clause.anyOf().stream()
                      .map(condition -> tests.condition(condition.property(), condition.test()))
                      .toList()));
    }
    var from = Sql.of(" FROM " + table.sqlName() + " AS e");
    return new Events(
        table, conditions.isEmpty() ? from : from.add(" WHERE ").join(" AND ", conditions));
  }

  private static void addEnds(Interval window, List<Sql> conditions) {
    if (window.from() != Long.MIN_VALUE) {
      conditions.add(Sql.of("e.ts >= ").bind(window.from()));
    }
    if (window.to() != Long.MAX_VALUE) {
      conditions.add(Sql.of("e.ts < ").bind(window.to()));
    }
  }

  /// The condition that a user is among those with events whose measure passes, or, if `failing`,
  /// does not.
  private Sql users(Measure measure, boolean failing, Events events) {
    return switch (measure) {
      case Measure.Count count -> {
        var counts = Ranges.of(count.comparison(), 0);
        yield counted((failing ? counts.complement() : counts).from(1), events.sql());
      }
      case Measure.Sum sum -> summed(sum, sum.property(), failing, events);
      case Measure.Average average -> summed(average, average.property(), failing, events);
    };
  }

  private Sql summed(Measure measure, Name property, boolean failing, Events events) {
    var numbers = Numbers.of(events.table(), tables.paths().find(property));
    return new SumSql(numbers, measure, failing).users(events.sql(), exactSums);
  }

  private static Sql counted(Ranges counts, Sql events) {
    if (counts.isEmpty()) {
      return Sql.of("FALSE");
    }
    var users = Sql.of("x.u IN (SELECT e.u").add(events);
    return counts.equals(Ranges.POSITIVE)
        ? users.add(")")
        : users.add(" GROUP BY e.u HAVING ").add(counts.contains("count(*)")).add(")");
  }
}
