package dev.promontory.server.http;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What a failure says about the database, as far as a caller should know.
enum StoreFailure {
  /// It cannot be reached, or it is just starting or stopping; the call may be repeated.
  UNREACHABLE,
  /// It has no room left on its disk.
  FULL,
  /// Nothing: the failure is another one.
  NONE;

  private static final int MAX_CAUSES = 20;

  /// Looks through the causes of a failure.
  static StoreFailure of(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException sql) {
        var found = of(sql);
        if (found != NONE) {
          return found;
        }
      }
      cause = cause.getCause();
    }
    return NONE;
  }

  /// SQLSTATE classes: 08 connection, 57P0x shutting down or starting, 53100 disk full, 53300 too
  /// many connections.
  private static StoreFailure of(SQLException failure) {
    var state = failure.getSQLState();
    if (state == null) {
      return failure instanceof SQLTransientConnectionException ? UNREACHABLE : NONE;
    }
    if (state.equals("53100")) {
      return FULL;
    }
    var unreachable = state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    return unreachable || failure instanceof SQLTransientConnectionException ? UNREACHABLE : NONE;
  }
}
