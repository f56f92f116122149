package dev.promontory.duckdb.rule;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Asks the database within one transaction.
public interface Asking {

  /// What to do with an answer.
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /// Asks, and reads the answer.
  <T> T read(Sql sql, Reading<T> reading) throws SQLException;
}
