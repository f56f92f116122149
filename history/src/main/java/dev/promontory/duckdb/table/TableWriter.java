package dev.promontory.duckdb.table;

import dev.promontory.record.Value;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

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
        appender.beginRow().append(row.user);
        if (table.type() == TableDraft.Type.EVENTS) {
          appender.append(row.epochSecond).append(row.position);
        }
        writeCells(appender, row, table.columns());
        appender.endRow();
      }
    }
  }

  private static void writeCells(DuckDBAppender appender, Row row, List<Column> columns)
      throws SQLException {
    for (int slot = 0; slot < columns.size(); slot++) {
      write(appender, row.cell(slot));
    }
  }

  private static void write(DuckDBAppender appender, @Nullable Object cell) throws SQLException {
    switch (cell) {
      case null -> appender.appendNull();
      case Value.Decimal decimal -> appender.append(decimal.micros());
      case Value.Text text -> appender.append(text.text());
      case Value.Real real -> appender.append(real.number());
      case Value.Flag flag -> appender.append(flag.flag());
      case Value.Date date -> appender.append(date.epochSecond());
      case Boolean object -> appender.append(object.booleanValue());
      case byte[] whole -> appender.append(whole);
      case Collection<?> list -> appender.append(list);
      default -> throw new IllegalStateException("no cell: " + cell);
    }
  }
}
