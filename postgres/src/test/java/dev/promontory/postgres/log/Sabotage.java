package dev.promontory.postgres.log;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// What can go wrong with a database, done on purpose.
final class Sabotage {
  /// How many appenders the database has.
  static final String APPENDERS =
      """
      SELECT count(*)
        FROM pg_locks
       WHERE locktype = 'advisory'
         AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private Sabotage() {}

  /// Ends the server's side of the appender's connection, if it has one.
  static void cutAppender(DataSource source) throws SQLException {
    execute(source, APPENDERS.replace("count(*)", "pg_terminate_backend(pid)"));
  }

  /// Lets everybody who writes blocks wait until the connection is closed.
  static Connection blockWriting(DataSource source) throws SQLException {
    var connection = source.getConnection();
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE log_block IN SHARE MODE");
    }
    return connection;
  }

  /// Returns when the appender waits for [#blockWriting].
  static void awaitAppenderBlocked(DataSource source) throws SQLException {
    long blocked = 0;
    while (blocked == 0) {
      blocked =
          count(
              source, "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'");
    }
  }

  /// Lets every block fail with an SQL state from now on.
  static void failWriting(DataSource source, String state) throws SQLException {
    execute(
        source,
        """
        CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'refused for the test' USING ERRCODE = '%s';
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON log_block FOR EACH ROW EXECUTE FUNCTION refuse()
        """
            .formatted(state));
  }

  static void letWritingSucceed(DataSource source) throws SQLException {
    execute(source, "DROP TRIGGER refuse ON log_block");
  }

  static long count(DataSource source, String query) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static void execute(DataSource source, String sql) throws SQLException {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
