package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.duckdb.table.Table;
import dev.promontory.record.Name;
import dev.promontory.rule.Behavior;
import dev.promontory.time.Interval;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events of one name that pass some clauses, as a part of a query. Immutable.
///
/// @param conditions on a row `e`; all must hold
record EventsSql(AccountTables tables, Table table, List<Sql> conditions) {

  /// The events that lie in a window, or null if there can be none.
  ///
  /// @param zone of the days in the clauses
  static @Nullable EventsSql of(
      AccountTables tables, Name event, List<Behavior.Clause> where, Interval window, ZoneId zone) {
    var table = tables.eventTable(event);
    if (table == null || window.isEmpty()) {
      return null;
    }
    var conditions = new ArrayList<Sql>();
    addEnds(window, conditions);
    var tests = new TestSql(table, tables.paths(), "e.", zone);
    for (var clause : where) {
      conditions.add(
          new Sql()
              .join(
                  " OR ",
                  clause.anyOf().stream()
                      .map(condition -> tests.condition(condition.property(), condition.test()))
                      .toList()));
    }
    return new EventsSql(tables, table, conditions);
  }

  private static void addEnds(Interval window, List<Sql> conditions) {
    if (window.from() != Long.MIN_VALUE) {
      conditions.add(Sql.of("e.ts >= ").bind(window.from()));
    }
    if (window.to() != Long.MAX_VALUE) {
      conditions.add(Sql.of("e.ts < ").bind(window.to()));
    }
  }

  /// These events as far as something else holds, too.
  EventsSql and(Sql condition) {
    var more = new ArrayList<>(conditions);
    more.add(condition);
    return new EventsSql(tables, table, more);
  }

  /// From `FROM` on, up to a `GROUP BY`.
  Sql from() {
    var from = Sql.of(" FROM " + table.sqlName() + " AS e");
    return conditions.isEmpty() ? from : from.add(" WHERE ").join(" AND ", conditions);
  }

  /// Selects everybody with such an event.
  Sql users() {
    return Sql.of("SELECT e.u AS u").add(from());
  }

  /// The numbers that these events have under a path.
  Numbers numbers(Name property) {
    return Numbers.of(table, tables.paths().find(property));
  }
}
