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

/// Behaviour as selects of users from event tables.
///
/// @param now the instant that windows are counted from
record DidSql(AccountTables tables, Instant now, ZoneId zone) {

  /// The users that a behaviour holds for.
  ///
  /// @param users selects users in a column `u`, each any number of times; null for nobody
  /// @param doubtful selects further users, by a decision that the database cannot make; or null
  /// @param complement whether all users but these are meant
  /// @param isDistinct whether `users` gives each user at most once
  record Matching(
      @Nullable Sql users, @Nullable ExactSum doubtful, boolean complement, boolean isDistinct) {}

  Matching didNot(Behavior behavior) {
    var events = events(behavior);
    return new Matching(events == null ? null : events.users(), null, true, false);
  }

  Matching did(Rule.Did did) {
    boolean zeroPasses =
        did.includeZero() && Ranges.of(did.measure().comparison(), 0).contains(BigInteger.ZERO);
    var events = events(did.behavior());
    // If zero passes, those with events whose measure fails are left out instead.
    return events == null
        ? new Matching(null, null, zeroPasses, true)
        : users(did.measure(), zeroPasses, events);
  }

  /// Matching events.
  ///
  /// @param sql from `FROM` on, up to a `GROUP BY`
  private record Events(Table table, Sql sql) {

    /// Selects everybody with such an event.
    Sql users() {
      return Sql.of("SELECT e.u AS u").add(sql);
    }
  }

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

  /// Those with events whose measure passes, or, if `failing`, all but those whose does not.
  private Matching users(Measure measure, boolean failing, Events events) {
    return switch (measure) {
      case Measure.Count count -> {
        var counts = Ranges.of(count.comparison(), 0);
        var chosen = (failing ? counts.complement() : counts).from(1);
        yield new Matching(counted(chosen, events), null, failing, !chosen.equals(Ranges.POSITIVE));
      }
      case Measure.Sum sum -> summed(sum, sum.property(), failing, events);
      case Measure.Average average -> summed(average, average.property(), failing, events);
    };
  }

  private static @Nullable Sql counted(Ranges counts, Events events) {
    if (counts.isEmpty()) {
      return null;
    }
    return counts.equals(Ranges.POSITIVE)
        ? events.users()
        : events.users().add(" GROUP BY e.u HAVING ").add(counts.contains("count(*)"));
  }

  private Matching summed(Measure measure, Name property, boolean failing, Events events) {
    var numbers = Numbers.of(events.table(), tables.paths().find(property));
    return new SumSql(numbers, measure, failing).matching(events.sql());
  }
}
