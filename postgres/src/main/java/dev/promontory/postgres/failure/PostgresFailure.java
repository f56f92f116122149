package dev.promontory.postgres.failure;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.postgresql.util.PSQLException;

/// What a failure of the database means, by its SQLSTATE (PostgreSQL manual, appendix A).
public enum PostgresFailure {
  /// The connection is gone, or none was to be had: the database cannot be reached, or is starting
  /// or stopping. Only another connection helps.
  LOST,
  /// The database lacks something just now, whatever is asked of it: memory, connections, the right
  /// to write (it follows another since a failover), files that can be read.
  UNAVAILABLE,
  /// The database has no room on its disk.
  DISK_FULL,
  /// The transaction was chosen to end a deadlock or a conflict, or lost a race for a row that two
  /// may add at the same time; the same work may succeed now.
  ABORTED,
  /// The statement was cancelled, or did not get a lock in time. It may be a matter of the moment,
  /// or of the statement.
  CANCELLED,
  /// The database cannot do what the program asks of it, whatever the work is about: a table or a
  /// right is missing, since somebody changed it; or it is damaged.
  MISFIT,
  /// Anything else: something is wrong with the work.
  OTHER;

  private static final int MAX_CAUSES = 20;
  private static final String UNIQUE_VIOLATION = "23505";

  /// Keys of rows that a transaction adds after it has looked for them: begun anew, it finds them.
  private static final Set<String> RACED_FOR =
      Set.of("pk_reward_grant", "pk_balance", "pk_idempotency_key");

  /// The meaning of the first cause that has one; [#OTHER] if none has.
  public static PostgresFailure of(Throwable failure) {
    var cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException exception) {
        var found = ofOne(exception);
        if (found != OTHER) {
          return found;
        }
      }
      cause = cause.getCause();
    }
    return OTHER;
  }

  private static PostgresFailure ofOne(SQLException failure) {
    if (failure instanceof PSQLException refused && isLostRace(refused)) {
      return ABORTED;
    }
    var state = failure.getSQLState();
    var found = state == null ? OTHER : ofState(state);
    return found == OTHER && failure instanceof SQLTransientConnectionException ? LOST : found;
  }

  private static boolean isLostRace(PSQLException failure) {
    var message = failure.getServerErrorMessage();
    return UNIQUE_VIOLATION.equals(failure.getSQLState())
        && message != null
        && RACED_FOR.contains(message.getConstraint());
  }

  private static PostgresFailure ofState(String state) {
    return switch (state) {
      case "53100" -> DISK_FULL;
      case "25006" -> UNAVAILABLE;
      default -> ofClass(state);
    };
  }

  /// The first two characters; `57P` are ends of the connection, the rest of 57 cancelled
  /// statements.
  private static PostgresFailure ofClass(String state) {
    if (state.startsWith("57P")) {
      return LOST;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08" -> LOST;
      case "53", "58" -> UNAVAILABLE;
      case "40" -> ABORTED;
      case "55", "57" -> CANCELLED;
      case "0A", "25", "26", "28", "3D", "3F", "42", "F0", "XX" -> MISFIT;
      default -> OTHER;
    };
  }
}
