package dev.promontory.postgres.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The appender's connection. Holds, as long as it lives, the advisory lock without which nobody
/// may append: positions and user numbers are counted in memory, so there can be one appender only.
/// Owned by the appender; only [#abort] may be called by others.
final class LogSession {
  /// A server that is silent for longer counts as lost.
  private static final int SILENCE_MILLIS = 30_000;

  /// Plans must not depend on how small a table was when they were made.
  private static final String SET =
      """
      SET synchronous_commit = on;
      SET jit = off;
      SET enable_seqscan = off;
      SET enable_hashjoin = off;
      SET enable_mergejoin = off
      """;

  private static final String RESET =
      """
      RESET synchronous_commit;
      RESET jit;
      RESET enable_seqscan;
      RESET enable_hashjoin;
      RESET enable_mergejoin
      """;

  private final Connection connection;
  private final AppenderLock lock;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  private LogSession(Connection connection, AppenderLock lock) {
    this.connection = connection;
    this.lock = lock;
  }

  /// Connects and gets the lock.
  ///
  /// @param lost the session before this one, or null. Its server side is ended if it still lives;
  ///   after that, what it was committing is either in the database or will never be
  /// @param waitMillis how long to wait for another process to give the lock up
  /// @throws SQLException if the database cannot be reached or another process keeps the lock
  static LogSession open(DataSource source, @Nullable LogSession lost, long waitMillis)
      throws SQLException, InterruptedException {
    var connection = source.getConnection();
    try {
      connection.setAutoCommit(true);
      connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
      var lock = AppenderLock.acquire(connection, lost == null ? null : lost.lock, waitMillis);
      execute(connection, SET);
      return new LogSession(connection, lock);
    } catch (SQLException | RuntimeException | InterruptedException e) {
      giveBack(connection);
      throw e;
    }
  }

  /// A statement that lives as long as the session.
  PreparedStatement statement(String sql) throws SQLException {
    var statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  Array array(String type, @Nullable Object[] elements) throws SQLException {
    return connection.createArrayOf(type, elements);
  }

  /// Until [#commit] or [#rollback], statements do not commit by themselves.
  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  void commit() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  void rollback() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /// Gives the lock up, and the connection back to where it came from.
  void close() {
    giveBack(connection);
  }

  /// Cuts the connection, whatever it is doing.
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot cut the connection to the database", e);
    }
  }

  /// A connection that is broken fails here, which tells a pool not to use it again.
  private static void giveBack(Connection connection) {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      execute(connection, RESET);
      AppenderLock.release(connection);
    } catch (SQLException e) {
      // The server gives the lock up by itself when a connection ends.
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
