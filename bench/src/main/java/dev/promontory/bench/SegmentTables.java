package dev.promontory.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/// The tables of a copy of a history file, read by plain SQL on a connection with the settings that
/// history itself has.
final class SegmentTables implements AutoCloseable {
  private static final Pattern WORD = Pattern.compile("\\{([^}]+)}");
  private static final Pattern DAYS_AGO = Pattern.compile("now-(\\d+)");

  private final Connection connection;
  private final Map<String, String> words = new HashMap<>();
  private final Instant now;

  SegmentTables(Path file, Instant now) throws SQLException {
    this.now = now;
    var options = new Properties();
    options.setProperty("memory_limit", "512MB");
    options.setProperty("threads", "2");
    options.setProperty("preserve_insertion_order", "false");
    connection = DriverManager.getConnection("jdbc:duckdb:", options);
    try (var statement = connection.createStatement()) {
      statement.execute(
          "ATTACH '%s' AS h (READ_ONLY)".formatted(file.toString().replace("'", "''")));
    }
    words.put("users", "h.users_" + SegmentBench.ACCOUNT.number());
    read("SELECT display, number FROM h.event_name", "h.event_");
    read("SELECT display, number FROM h.path", "c");
  }

  private void read(String sql, String prefix) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        words.put(rows.getString(1), prefix + rows.getInt(2));
      }
    }
  }

  /// The SQL with the names of the tables and columns for their words.
  String resolved(String sql) {
    return WORD.matcher(sql).replaceAll(word -> resolvedWord(word.group(1)));
  }

  private String resolvedWord(String word) {
    var days = DAYS_AGO.matcher(word);
    if (days.matches()) {
      var ago = Duration.ofDays(Long.parseLong(days.group(1)));
      return Long.toString(now.minus(ago).getEpochSecond());
    }
    var resolved = words.get(word);
    if (resolved == null) {
      throw new IllegalArgumentException("there is nothing called " + word);
    }
    return resolved;
  }

  /// The number that a query answers, asked as every program asks: prepared.
  long count(String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
