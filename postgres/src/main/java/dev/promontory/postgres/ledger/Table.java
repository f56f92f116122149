package dev.promontory.postgres.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A table and those of its columns that are filled when rows are added, in their order.
///
/// @param name of the table
/// @param insert the statement that adds rows from arrays, one array for each column
record Table(String name, List<Column> columns, String insert) {

  /// Microseconds of an hour. The product of an interval and a number goes through a `double`,
  /// which would round the microseconds of a far date.
  private static final long HOUR = 3_600_000_000L;

  /// What a column holds.
  enum Kind {
    INT8,
    INT4,
    INT2,
    /// `timestamptz`, to the microsecond.
    INSTANT,
    TEXT,
    BYTES
  }

  /// A column that is filled.
  record Column(String name, Kind kind) {

    /// The parameter in which its values travel.
    private String array() {
      return switch (kind) {
        case TEXT -> "?::text[]";
        case BYTES -> "?::bytea[]";
        case INT8, INT4, INT2, INSTANT -> "?::bigint[]";
      };
    }

    /// Its value, from one of that array.
    private String value() {
      return switch (kind) {
        case INT8, TEXT, BYTES -> "n." + name;
        case INT4 -> "n.%s::integer".formatted(name);
        case INT2 -> "n.%s::smallint".formatted(name);
        case INSTANT ->
            """
            timestamptz 'epoch' + n.%1$s / %2$d * interval '1 hour'
                                + n.%1$s %% %2$d * interval '1 microsecond'"""
                .formatted(name, HOUR);
      };
    }
  }

  /// A table of which nothing is filled yet.
  static Table of(String name) {
    return new Table(name, List.of(), "");
  }

  /// The same with more columns of a kind.
  Table with(Kind kind, String... names) {
    var more = new ArrayList<>(columns);
    for (var column : names) {
      more.add(new Column(column, kind));
    }
    return new Table(name, List.copyOf(more), insert(name, more));
  }

  private static String insert(String name, List<Column> columns) {
    var names = joined(columns, Column::name);
    return "INSERT INTO %s (%s)\nSELECT %s\n  FROM unnest(%s) AS n (%s)"
        .formatted(
            name, names, joined(columns, Column::value), joined(columns, Column::array), names);
  }

  /// What `COPY` fills.
  String copied() {
    return name + " (" + joined(columns, Column::name) + ")";
  }

  private static String joined(List<Column> columns, Function<Column, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }
}
