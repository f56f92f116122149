package dev.promontory.postgres.log;

import java.sql.SQLException;
import java.util.UUID;

/// The statement that reads which log this is.
final class LogIdentity {
  private static final String FIND =
      """
      SELECT id
        FROM log_identity
      """;

  private LogIdentity() {}

  static UUID find(LogSession session) throws SQLException {
    try (var rows = session.statement(FIND).executeQuery()) {
      rows.next();
      return rows.getObject(1, UUID.class);
    }
  }
}
