package dev.promontory.duckdb.table;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// A table as it is at one position. Immutable.
///
/// @param sqlName the name in SQL, with the name of the database
/// @param columns the property columns in the order of the table, behind the fixed ones: `u` (user
///   number); for users `w` (about how many bytes of heap the profile takes), for events `ts`
///   (epoch second) and `pos` (log position)
public record Table(String sqlName, SequencedSet<Column> columns) {
  public Table {
    columns = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(columns));
  }

  public boolean has(Column column) {
    return columns.contains(column);
  }
}
