package dev.promontory.postgres.log;

import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.postgres.failure.PostgresFailure;
import java.sql.SQLException;

/// What a failure says about an append.
final class Failures {
  private Failures() {}

  /// The connection is gone, or the server is going: only a new connection helps.
  static boolean isLost(SQLException failure) {
    return PostgresFailure.of(failure) == PostgresFailure.LOST;
  }

  /// It is a matter of the moment, whatever is appended.
  static boolean isPassing(SQLException failure) {
    return switch (PostgresFailure.of(failure)) {
      case LOST, UNAVAILABLE, DISK_FULL, ABORTED, CANCELLED -> true;
      case MISFIT, OTHER -> false;
    };
  }

  /// What callers hear when nothing of theirs was appended.
  static Unavailable unavailable(SQLException failure) {
    boolean full = PostgresFailure.of(failure) == PostgresFailure.DISK_FULL;
    var consequence = full ? "The database has no room left: " : "The database is unavailable: ";
    return new Unavailable(consequence + failure.getMessage(), full, false);
  }
}
