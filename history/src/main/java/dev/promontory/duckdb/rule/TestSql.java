package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.Column;
import dev.promontory.duckdb.table.Kind;
import dev.promontory.duckdb.table.Paths;
import dev.promontory.duckdb.table.Table;
import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Test;
import dev.promontory.time.Interval;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tests of properties as conditions on the rows of one table.
///
/// A condition is true where the test passes and false or null where it does not, so it may stand
/// under `AND`, `OR` and `IS NOT TRUE`, but not under a bare `NOT`.
///
/// @param prefix what stands before a column name, for example `x.`
record TestSql(Table table, Paths paths, String prefix, ZoneId zone) {

  /// The kinds of what stands alone under a path.
  private static final List<Kind> ALONE =
      List.of(Kind.NUMBER, Kind.REAL, Kind.TEXT, Kind.FLAG, Kind.DATE, Kind.OBJECT);

  /// The condition that a single value, given as an expression, passes.
  private interface ValueTest extends Function<String, Sql> {}

  Sql condition(Name property, Test test) {
    int path = paths.find(property);
    return anyOf(
        switch (test) {
          case Test.Exists _ -> exists(path);
          case Test.In in -> in(path, in.values());
          case Test.Contains contains ->
              passing(path, Kind.TEXT, value -> containing(value, contains.text()));
          case Test.Range range -> range(path, range);
          case Test.Days days -> passing(path, Kind.DATE, value -> within(value, days));
          case Test.Not not ->
              List.of(Sql.of("(").add(condition(property, not.test())).add(" IS NOT TRUE)"));
        });
  }

  private static Sql anyOf(List<Sql> parts) {
    return switch (parts.size()) {
      case 0 -> Sql.of("FALSE");
      case 1 -> parts.getFirst();
      default -> new Sql().join(" OR ", parts);
    };
  }

  private List<Sql> exists(int path) {
    var parts = new ArrayList<Sql>();
    for (var column : table.columns()) {
      if (path != 0 && column.path() == path) {
        parts.add(Sql.of(prefix + column.sqlName() + " IS NOT NULL"));
      }
    }
    for (var kind : ALONE) {
      var others = new Column(0, kind.other());
      if (table.has(others)) {
        parts.add(Sql.of("map_contains(" + prefix + others.sqlName() + ", " + path + ")"));
      }
    }
    return parts;
  }

  private List<Sql> in(int path, List<Value> values) {
    var parts = new ArrayList<Sql>();
    for (var kind : ALONE) {
      var bound = values.stream().map(value -> bound(value, kind)).filter(Objects::nonNull);
      var choice = bound.distinct().toList();
      if (!choice.isEmpty()) {
        parts.addAll(passing(path, kind, value -> among(value, choice)));
      }
    }
    return parts;
  }

  /// What a column of this kind holds for a value, or null if it cannot hold it.
  private static @Nullable Object bound(Value value, Kind kind) {
    return switch (value) {
      case Value.Text text -> kind == Kind.TEXT ? text.text() : null;
      case Value.Flag flag -> kind == Kind.FLAG ? (Object) flag.flag() : null;
      case Value.Date date -> kind == Kind.DATE ? (Object) date.epochSecond() : null;
      case Value.Decimal decimal -> number(ExactNumber.of(decimal), kind);
      case Value.Real real -> number(ExactNumber.of(real), kind);
      case Value.Texts _, Value.Nested _, Value.Items _ -> null;
    };
  }

  private static @Nullable Object number(ExactNumber number, Kind kind) {
    if (kind == Kind.NUMBER) {
      return number.micros();
    }
    return kind == Kind.REAL ? number.real() : null;
  }

  private static Sql among(String value, List<Object> choice) {
    return choice.size() == 1
        ? Sql.of(value + " = ").bind(choice.getFirst())
        : Sql.of(value + " IN (").bindEach(choice).add(")");
  }

  private static Sql containing(String value, String text) {
    return Sql.of("contains(" + value + ", ").bind(text).add(")");
  }

  private List<Sql> range(int path, Test.Range range) {
    var parts =
        new ArrayList<>(passing(path, Kind.NUMBER, value -> NumberRange.micros(value, range)));
    parts.addAll(passing(path, Kind.REAL, value -> NumberRange.reals(value, range)));
    return parts;
  }

  private Sql within(String value, Test.Days days) {
    var ends = new ArrayList<Sql>();
    ends.add(Sql.of(value + " IS NOT NULL"));
    if (days.first() != null) {
      ends.add(Sql.of(value + " >= ").bind(Interval.startOf(days.first(), zone)));
    }
    if (days.last() != null) {
      ends.add(Sql.of(value + " < ").bind(Interval.startOf(days.last().plusDays(1), zone)));
    }
    return new Sql().join(" AND ", ends);
  }

  /// The conditions that a value of this kind under a path passes: alone, as one of several, or
  /// without a column of its own.
  private List<Sql> passing(int path, Kind kind, ValueTest test) {
    var parts = new ArrayList<Sql>();
    var single = new Column(path, kind);
    if (table.has(single)) {
      parts.add(test.apply(prefix + single.sqlName()));
    }
    var several = new Column(path, kind.listed());
    if (table.has(several)) {
      parts.add(oneOf(prefix + several.sqlName(), test));
    }
    var others = new Column(0, kind.other());
    if (table.has(others)) {
      parts.add(oneOf(prefix + others.sqlName() + "[" + path + "]", test));
    }
    return parts;
  }

  private static Sql oneOf(String list, ValueTest test) {
    return Sql.of("len(list_filter(" + list + ", lambda v: ").add(test.apply("v")).add(")) > 0");
  }
}
