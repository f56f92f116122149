package dev.promontory.duckdb.table;

import dev.promontory.record.Name;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table as the present batch will leave it, with the rows of the batch. Owned by the writing
/// thread.
final class TableDraft {
  /// What a table has beside its property columns.
  enum Type {
    USERS("u BIGINT NOT NULL"),
    EVENTS("u BIGINT NOT NULL, ts BIGINT NOT NULL, pos BIGINT NOT NULL");

    private final String fixedColumns;

    Type(String fixedColumns) {
      this.fixedColumns = fixedColumns;
    }
  }

  /// How many columns of a table are in the database if the table is not.
  private static final int ABSENT = -1;

  private static final String WHOLE_KEY = ".";

  private final Type type;
  private final String sqlName;
  private final List<Column> columns = new ArrayList<>();
  private final Map<String, Map<Kind, Integer>> slots = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private int columnsInDatabase = ABSENT;

  TableDraft(Type type, String sqlName) {
    this.type = type;
    this.sqlName = sqlName;
  }

  Type type() {
    return type;
  }

  String sqlName() {
    return sqlName;
  }

  List<Column> columns() {
    return columns;
  }

  List<Row> rows() {
    return rows;
  }

  Table table() {
    return new Table(sqlName, new LinkedHashSet<>(columns));
  }

  /// The place of the column of a path and kind, which joins the table if it has none.
  int slot(Paths paths, Name path, Kind kind) {
    var byKind = slots.get(path.key());
    var slot = byKind == null ? null : byKind.get(kind);
    return slot == null ? add(path.key(), new Column(paths.findOrAdd(path), kind)) : slot;
  }

  /// The place of the column of encoded objects.
  int wholeSlot() {
    var byKind = slots.get(WHOLE_KEY);
    var slot = byKind == null ? null : byKind.get(Kind.WHOLE);
    return slot == null ? add(WHOLE_KEY, Column.WHOLE) : slot;
  }

  private int add(String key, Column column) {
    columns.add(column);
    int slot = columns.size() - 1;
    slots.computeIfAbsent(key, _ -> new EnumMap<>(Kind.class)).put(column.kind(), slot);
    return slot;
  }

  /// Takes in a column that the database already has, behind those before.
  void load(Paths paths, Column column) {
    add(column.path() == 0 ? WHOLE_KEY : paths.name(column.path()).key(), column);
  }

  /// Takes everything so far for what the database has.
  void markSaved() {
    columnsInDatabase = columns.size();
    rows.clear();
  }

  /// Whether the batch changes the table itself, not only its rows.
  boolean isChanged() {
    return columnsInDatabase != columns.size();
  }

  /// The statements that bring the table in the database up to date.
  List<String> changes() {
    var added = columns.subList(Math.max(0, columnsInDatabase), columns.size());
    var definitions = added.stream().map(Column::definition);
    if (columnsInDatabase == ABSENT) {
      return List.of(
          Stream.concat(Stream.of(type.fixedColumns), definitions)
              .collect(Collectors.joining(", ", "CREATE TABLE " + sqlName + " (", ")")));
    }
    return definitions
        .map(definition -> "ALTER TABLE " + sqlName + " ADD COLUMN " + definition)
        .toList();
  }
}
