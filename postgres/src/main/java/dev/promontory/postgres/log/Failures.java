package dev.promontory.postgres.log;

import dev.promontory.log.AppendResult.Unavailable;
import java.sql.SQLException;

/// What an SQL state says about a failed append.
final class Failures {
  private static final String DISK_FULL = "53100";

  private Failures() {}

  /// The connection is gone, or the server is going: only a new connection helps.
  static boolean isLost(SQLException failure) {
    var state = failure.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  /// The server lacks something just now (room, memory, the right to write), whatever is appended.
  static boolean isPassing(SQLException failure) {
    var state = failure.getSQLState();
    return state != null
        && (state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("40")
            || state.startsWith("55")
            || state.startsWith("58")
            || state.equals("25006"));
  }

  /// What callers hear when nothing of theirs was appended.
  static Unavailable unavailable(SQLException failure) {
    boolean full = DISK_FULL.equals(failure.getSQLState());
    var consequence = full ? "The database has no room left: " : "The database is unavailable: ";
    return new Unavailable(consequence + failure.getMessage(), full, false);
  }
}
