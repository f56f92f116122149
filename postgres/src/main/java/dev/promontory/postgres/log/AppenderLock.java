package dev.promontory.postgres.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The advisory lock of the appender, and the server side of the connection that holds it.
///
/// @param pid the server process
/// @param startedAtMicros when it started, epoch microseconds: process ids are used again
record AppenderLock(int pid, long startedAtMicros) {
  /// "promolog" in ASCII. Each database has locks of its own.
  private static final long KEY = 0x70726f6d6f6c6f67L;

  private static final int POLL_MILLIS = 20;

  /// Gets the lock for a connection.
  ///
  /// @param lost the holder that this process lost; it is ended first
  /// @throws SQLException if another process keeps the lock for so long
  static AppenderLock acquire(Connection connection, @Nullable AppenderLock lost, long waitMillis)
      throws SQLException, InterruptedException {
    if (lost != null) {
      lost.end(connection);
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (!tryLock(connection)) {
      if (System.nanoTime() - deadline > 0) {
        throw new SQLException(
            "another process appends to the log of this database; there can be one only", "55P03");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return holder(connection);
  }

  static void release(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
      statement.setLong(1, KEY);
      statement.execute();
    }
  }

  private void end(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            SELECT pg_terminate_backend(pid)
              FROM pg_stat_activity
             WHERE pid = ?
               AND (extract(epoch FROM backend_start) * 1000000)::bigint = ?
            """)) {
      statement.setInt(1, pid);
      statement.setLong(2, startedAtMicros);
      statement.execute();
    }
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, KEY);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static AppenderLock holder(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT pid, (extract(epoch FROM backend_start) * 1000000)::bigint
                  FROM pg_stat_activity
                 WHERE pid = pg_backend_pid()
                """)) {
      rows.next();
      return new AppenderLock(rows.getInt(1), rows.getLong(2));
    }
  }
}
