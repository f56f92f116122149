package dev.promontory.postgres.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The statements on the blocks of the log.
final class BlockRows {
  /// The most blocks of one page.
  private static final int PAGE = 8;

  private static final String LAST =
      """
      SELECT coalesce(max(last_position), 0)
        FROM log_block
      """;

  private static final String NEWEST =
      """
      SELECT first_position, last_position, raw_bytes, payload
        FROM log_block
       ORDER BY last_position DESC
       LIMIT 1
      """;

  private static final String INSERT =
      """
      INSERT INTO log_block (last_position, first_position, record_count, raw_bytes, payload)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static final String EXISTS =
      """
      SELECT count(*) > 0
        FROM log_block
       WHERE last_position = ?
         AND first_position = ?
         AND payload = ?
      """;

  private static final String AFTER =
      """
      SELECT first_position, last_position, raw_bytes, payload
        FROM log_block
       WHERE last_position > ?
       ORDER BY last_position
       LIMIT ?
      """;

  private BlockRows() {}

  /// The position of the newest record, 0 if there is none.
  static long last(LogSession session) throws SQLException {
    try (var rows = session.statement(LAST).executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// The receipt of the newest record, epoch milliseconds; the earliest there is if there is none.
  ///
  /// @throws IllegalStateException if the newest block is damaged
  static long lastReceiptMillis(LogSession session) throws SQLException {
    try (var rows = session.statement(NEWEST).executeQuery()) {
      if (!rows.next()) {
        return Long.MIN_VALUE;
      }
      var newest = block(rows);
      return newest.read(newest.firstPosition() - 1).records().getLast().receivedAtMillis();
    }
  }

  static void insert(LogSession session, StoredBlock block) throws SQLException {
    var statement = session.statement(INSERT);
    statement.setLong(1, block.lastPosition());
    statement.setLong(2, block.firstPosition());
    statement.setInt(3, Math.toIntExact(block.lastPosition() - block.firstPosition() + 1));
    statement.setInt(4, block.rawBytes());
    statement.setBytes(5, block.payload());
    statement.executeUpdate();
  }

  /// Whether exactly this block is in the database.
  static boolean exists(LogSession session, StoredBlock block) throws SQLException {
    var statement = session.statement(EXISTS);
    statement.setLong(1, block.lastPosition());
    statement.setLong(2, block.firstPosition());
    statement.setBytes(3, block.payload());
    try (var rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /// The next blocks behind a position, in order, at most a page.
  static List<StoredBlock> after(Connection connection, long position) throws SQLException {
    try (var statement = connection.prepareStatement(AFTER)) {
      statement.setLong(1, position);
      statement.setInt(2, PAGE);
      var page = new ArrayList<StoredBlock>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(block(rows));
        }
      }
      return page;
    }
  }

  private static StoredBlock block(ResultSet rows) throws SQLException {
    return new StoredBlock(rows.getLong(1), rows.getLong(2), rows.getInt(3), rows.getBytes(4));
  }
}
