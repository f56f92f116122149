package dev.promontory.duckdb.rule;

import dev.promontory.duckdb.table.Kind;
import dev.promontory.duckdb.table.Table;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The numbers under one path of the events `e`, as aggregates over several events.
///
/// @param exact aggregates whose sum is the sum of the exact numbers in millionths; none if there
///   are no such columns
/// @param real the same for doubles
/// @param magnitude the same for the absolute values of the doubles
/// @param reals aggregates that are lists of all doubles
record Numbers(List<String> exact, List<String> real, List<String> magnitude, List<String> reals) {

  static Numbers of(Table table, int path) {
    var numbers =
        new Numbers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var column : table.columns()) {
      var name = "e." + column.sqlName();
      if (column.path() == path) {
        numbers.add(column.kind(), name);
      } else if (column.kind() == Kind.OTHER_NUMBERS) {
        numbers.add(Kind.NUMBERS, name + "[" + path + "]");
      } else if (column.kind() == Kind.OTHER_REALS) {
        numbers.add(Kind.REALS, name + "[" + path + "]");
      }
    }
    return numbers;
  }

  private void add(Kind kind, String column) {
    switch (kind) {
      case NUMBER -> exact.add("coalesce(sum(%s), 0)".formatted(column));
      case NUMBERS -> exact.add("coalesce(sum(list_sum(%s)), 0)".formatted(column));
      case REAL -> {
        real.add("coalesce(sum(%s), 0)".formatted(column));
        magnitude.add("coalesce(sum(abs(%s)), 0)".formatted(column));
        reals.add("coalesce(list(%1$s) FILTER (%1$s IS NOT NULL), [])".formatted(column));
      }
      case REALS -> {
        real.add("coalesce(sum(list_sum(%s)), 0)".formatted(column));
        magnitude.add(
            "coalesce(sum(list_sum(list_transform(%s, lambda v: abs(v)))), 0)".formatted(column));
        reals.add("coalesce(flatten(list(%1$s) FILTER (%1$s IS NOT NULL)), [])".formatted(column));
      }
      case TEXT, FLAG, DATE, TEXTS, FLAGS, DATES, OBJECT, WHOLE -> {}
      case OTHER_NUMBERS, OTHER_REALS, OTHER_TEXTS, OTHER_FLAGS, OTHER_DATES, OTHER_OBJECTS -> {}
    }
  }

  boolean isEmpty() {
    return exact.isEmpty() && real.isEmpty();
  }

  /// The sum of the exact numbers in millionths.
  String exactSum() {
    return sum(exact);
  }

  String realSum() {
    return sum(real);
  }

  String magnitudeSum() {
    return sum(magnitude);
  }

  /// All doubles in one list.
  String allReals() {
    return reals.isEmpty() ? "CAST([] AS DOUBLE[])" : "(" + String.join(" || ", reals) + ")";
  }

  /// What to select to [#read] the sum: the exact numbers in millionths, and all doubles if there
  /// are any.
  String selection() {
    var exactly = "CAST(" + exactSum() + " AS HUGEINT)";
    return real.isEmpty() ? exactly : exactly + ", " + allReals();
  }

  /// The exact sum of a row.
  ///
  /// @param first where the first column of [#selection] stands, 1 and up
  BigDecimal read(ResultSet row, int first) throws SQLException {
    var sum = new BigDecimal((BigInteger) row.getObject(first), Value.SCALE);
    return real.isEmpty() ? sum : sum.add(reals(row, first + 1));
  }

  /// The sum of a list of doubles, each for the shortest decimal that reads back as it.
  static BigDecimal reals(ResultSet row, int column) throws SQLException {
    var sum = BigDecimal.ZERO;
    for (var real : (Object[]) row.getArray(column).getArray()) {
      sum = sum.add(BigDecimal.valueOf((Double) real));
    }
    return sum;
  }

  private static String sum(List<String> aggregates) {
    return aggregates.isEmpty() ? "0" : "(" + String.join(" + ", aggregates) + ")";
  }
}
