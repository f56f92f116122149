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
import org.jspecify.annotations.Nullable;

/// A table as the present batch will leave it, with the rows of the batch. Owned by the writing
/// thread.
final class TableDraft {
  /// What a table has beside its property columns.
  enum Type {
    USERS("u BIGINT NOT NULL, w BIGINT NOT NULL"),
    EVENTS("u BIGINT NOT NULL, ts BIGINT NOT NULL, pos BIGINT NOT NULL");

    private final String fixedColumns;

    Type(String fixedColumns) {
      this.fixedColumns = fixedColumns;
    }
  }

  /// How many columns of a table are in the database if the table is not.
  private static final int ABSENT = -1;

  private static final String PATH_0 = ".";

  /// How many columns a table has before further paths share the columns of path 0.
  static final int MAX_COLUMNS = 500;

  /// Instead of a place, if there is no room for another column.
  static final int NO_ROOM = -1;

  private final Type type;
  private final String sqlName;
  private final List<Column> columns = new ArrayList<>();
  private final Map<String, Slots> slots = new HashMap<>();
  private final List<Slots> lastRow = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private int columnsInDatabase = ABSENT;

  TableDraft(Type type, String sqlName) {
    this.type = type;
    this.sqlName = sqlName;
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

  /// The columns of one path, by kind.
  private record Slots(String key, Map<Kind, Integer> byKind) {}

  /// The place of the column of a path and kind, which joins the table if it has none.
  ///
  /// @return [#NO_ROOM] if it cannot join
  int slot(Paths paths, Name path, Kind kind) {
    return slot(slots.get(path.key()), paths, path, kind);
  }

  /// The same for the path at an index of the properties of a row: nearly always the one that was
  /// there in the row before.
  int slot(int index, Paths paths, Name path, Kind kind) {
    if (index < lastRow.size() && lastRow.get(index).key().equals(path.key())) {
      return slot(lastRow.get(index), paths, path, kind);
    }
    int slot = slot(paths, path, kind);
    var known = slots.get(path.key());
    if (known != null && index <= lastRow.size()) {
      lastRow.subList(index, lastRow.size()).clear();
      lastRow.add(known);
    }
    return slot;
  }

  private int slot(@Nullable Slots known, Paths paths, Name path, Kind kind) {
    var slot = known == null ? null : known.byKind().get(kind);
    if (slot != null) {
      return slot;
    }
    int number = columns.size() < MAX_COLUMNS ? paths.findOrAdd(path) : Paths.NONE;
    return number == Paths.NONE ? NO_ROOM : add(path.key(), new Column(number, kind));
  }

  /// The place of a column of path 0, which joins the table if it has none, in any case.
  int slot(Kind kind) {
    var known = slots.get(PATH_0);
    var slot = known == null ? null : known.byKind().get(kind);
    return slot == null ? add(PATH_0, new Column(0, kind)) : slot;
  }

  private int add(String key, Column column) {
    columns.add(column);
    int slot = columns.size() - 1;
    slots
        .computeIfAbsent(key, _ -> new Slots(key, new EnumMap<>(Kind.class)))
        .byKind()
        .put(column.kind(), slot);
    return slot;
  }

  /// Takes in a column that the database already has, behind those before.
  void load(Paths paths, Column column) {
    add(column.path() == 0 ? PATH_0 : paths.name(column.path()).key(), column);
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
