package dev.promontory.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What a failure of the database means, by its SQLSTATE (PostgreSQL manual, appendix A).
enum PostgresFailure {
  /// The database cannot be reached, is starting or stopping, or cut the connection.
  UNAVAILABLE,
  /// The database has no room on its disk.
  DISK_FULL,
  /// The transaction was chosen to end a deadlock or a conflict; the same work may succeed now.
  ABORTED,
  /// Anything else.
  OTHER;

  /// The meaning of the first cause that is an [SQLException].
  static PostgresFailure of(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return UNAVAILABLE;
      }
      if (cause instanceof SQLException exception && exception.getSQLState() != null) {
        return ofState(exception.getSQLState());
      }
    }
    return OTHER;
  }

  private static PostgresFailure ofState(String state) {
    return switch (state) {
      case "40001", "40P01" -> ABORTED;
      case "53100" -> DISK_FULL;
      case "57P01", "57P02", "57P03", "53300" -> UNAVAILABLE;
      default -> state.startsWith("08") ? UNAVAILABLE : OTHER;
    };
  }
}
