package dev.promontory.duckdb.table;

import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads properties back from the rows of one table. Names are as first written in the account; the
/// order is that of their first use, what is not in columns last.
public final class RowReader {
  private final Paths paths;
  private final List<Column> columns;

  public RowReader(Table table, Paths paths) {
    this.paths = paths;
    this.columns = table.columns().stream().filter(this::isRead).toList();
  }

  private boolean isRead(Column column) {
    return switch (column.kind()) {
      case WHOLE -> true;
      case NUMBER, REAL, TEXT, FLAG, DATE, TEXTS -> !paths.isInner(column.path());
      case NUMBERS, REALS, FLAGS, DATES, OBJECT -> false;
      case OTHER_NUMBERS, OTHER_REALS, OTHER_TEXTS -> false;
      case OTHER_FLAGS, OTHER_DATES, OTHER_OBJECTS -> false;
    };
  }

  /// The columns to select, each after a comma; empty if there are none.
  public String selection() {
    return columns.stream().map(column -> ", " + column.sqlName()).collect(Collectors.joining());
  }

  /// The properties of a row.
  ///
  /// @param first where the first column of [#selection] stands, 1 and up
  public Properties read(ResultSet row, int first) throws SQLException {
    var properties = new ArrayList<Property>();
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      if (column.kind() == Kind.WHOLE) {
        var whole = row.getBytes(first + i);
        if (whole != null) {
          addWhole(whole, properties);
        }
      } else {
        var value = value(row, first + i, column.kind());
        if (value != null) {
          properties.add(new Property(paths.name(column.path()), value));
        }
      }
    }
    return new Properties(properties);
  }

  private void addWhole(byte[] whole, List<Property> properties) {
    for (var property : Flattening.decode(whole)) {
      int path = paths.find(property.name());
      var name = path == Paths.NONE ? property.name() : paths.name(path);
      properties.add(new Property(name, property.value()));
    }
  }

  private static @Nullable Value value(ResultSet row, int column, Kind kind) throws SQLException {
    var cell = row.getObject(column);
    if (cell == null) {
      return null;
    }
    return switch (kind) {
      case NUMBER -> new Value.Decimal((Long) cell);
      case REAL -> new Value.Real((Double) cell);
      case TEXT -> new Value.Text((String) cell);
      case FLAG -> new Value.Flag((Boolean) cell);
      case DATE -> new Value.Date((Long) cell);
      case TEXTS -> new Value.Texts(texts(row, column));
      case NUMBERS, REALS, FLAGS, DATES, OBJECT, WHOLE -> throw notAValue(kind);
      case OTHER_NUMBERS, OTHER_REALS, OTHER_TEXTS -> throw notAValue(kind);
      case OTHER_FLAGS, OTHER_DATES, OTHER_OBJECTS -> throw notAValue(kind);
    };
  }

  private static IllegalStateException notAValue(Kind kind) {
    return new IllegalStateException("not the value of a property: " + kind);
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return Arrays.stream((Object[]) row.getArray(column).getArray())
        .map(String.class::cast)
        .toList();
  }
}
