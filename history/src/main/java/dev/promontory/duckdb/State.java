package dev.promontory.duckdb;

import dev.promontory.duckdb.rule.Sql;
import dev.promontory.log.BlockCodec;
import dev.promontory.log.LogRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a history file says of itself, in its one row of `h.state`.
///
/// @param log the id of the log it was fed from
/// @param position up to which records are in the file, 0 if there are none
/// @param lastRecord the [#digest] of the record at the position, empty if there is none
record State(String log, long position, String lastRecord) {
  /// Raised when tables change their meaning; a file of another format is to be rebuilt.
  private static final int FORMAT = 3;

  /// Creates the table in a new file.
  static void create(Connection connection, String log) throws SQLException {
    execute(
        connection,
        Sql.of(
            "CREATE TABLE h.state (format INTEGER NOT NULL, log VARCHAR NOT NULL,"
                + " position BIGINT NOT NULL, last_record VARCHAR NOT NULL)"));
    execute(
        connection,
        Sql.of("INSERT INTO h.state VALUES (" + FORMAT + ", ").bind(log).add(", 0, '')"));
  }

  /// What stands in a file as a connection sees it, or null if the file is of another format.
  static @Nullable State read(Connection connection) throws SQLException {
    if (format(connection) != FORMAT) {
      return null;
    }
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT log, position, last_record FROM h.state")) {
      row.next();
      return new State(row.getString(1), row.getLong(2), row.getString(3));
    }
  }

  /// The format of a file, 0 if it does not say.
  private static int format(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var tables =
          statement.executeQuery(
              "SELECT 1 FROM duckdb_tables() WHERE database_name = 'h' AND table_name = 'state'")) {
        if (!tables.next()) {
          return 0;
        }
      }
      try (var row = statement.executeQuery("SELECT format FROM h.state")) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /// The position in a file of this format as a connection sees it.
  static long position(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT position FROM h.state")) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Moves the position to a record, within the transaction of the connection.
  static void move(Connection connection, LogRecord last) throws SQLException {
    execute(
        connection,
        Sql.of("UPDATE h.state SET position = ")
            .bind(last.position())
            .add(", last_record = ")
            .bind(digest(last)));
  }

  /// What a record is known by again: the SHA-256 of everything it says, in hexadecimal.
  static String digest(LogRecord record) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(BlockCodec.encode(List.of(record))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void execute(Connection connection, Sql sql) throws SQLException {
    try (var statement = sql.prepare(connection)) {
      statement.execute();
    }
  }
}
