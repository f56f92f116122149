package dev.promontory.duckdb.table;

import dev.promontory.record.Value;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes the rows of a batch into their table. A lone surrogate in a text, which UTF-8 cannot
/// hold, is written as a question mark.
final class TableWriter {
  private static final String MAIN = "main";

  private TableWriter() {}

  static void write(DuckDBConnection connection, TableDraft table) throws SQLException {
    if (table.rows().isEmpty()) {
      return;
    }
    var name = table.sqlName().substring(Schema.DATABASE.length() + 1);
    try (var appender = connection.createAppender(Schema.DATABASE, MAIN, name)) {
      appender.setWriteInlinedStrings(true);
      for (var row : table.rows()) {
        appender.beginRow();
        for (long value : row.fixed) {
          appender.append(value);
        }
        writeCells(appender, row, table.columns());
        appender.endRow();
      }
    }
  }

  private static void writeCells(DuckDBAppender appender, Row row, List<Column> columns)
      throws SQLException {
    for (int slot = 0; slot < columns.size(); slot++) {
      var cell = row.cell(slot);
      if (cell == null) {
        appender.appendNull();
      } else {
        write(appender, columns.get(slot).kind(), cell);
      }
    }
  }

  private static void write(DuckDBAppender appender, Kind kind, Object cell) throws SQLException {
    switch (kind) {
      case NUMBER -> appender.append(((Value.Decimal) cell).micros());
      case TEXT -> appender.append(((Value.Text) cell).text());
      case REAL -> appender.append(((Value.Real) cell).number());
      case FLAG -> appender.append(((Value.Flag) cell).flag());
      case DATE -> appender.append(((Value.Date) cell).epochSecond());
      case NUMBERS, REALS, TEXTS, FLAGS, DATES -> appender.append((Collection<?>) cell);
      case OTHER_NUMBERS, OTHER_REALS, OTHER_TEXTS, OTHER_FLAGS, OTHER_DATES, OTHER_OBJECTS ->
          appender.append((Map<?, ?>) cell);
      case OBJECT -> appender.append((boolean) cell);
      case WHOLE -> appender.append((byte[]) cell);
    }
  }
}
