package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Catalogue;
import dev.promontory.duckdb.table.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/// The database file, opened and attached as `h`.
final class Database implements AutoCloseable {
  /// Raised when tables change their meaning; a file of another format is to be rebuilt.
  private static final int FORMAT = 2;

  private final Path file;
  private final DuckDBConnection root;

  private Database(Path file, DuckDBConnection root) {
    this.file = file;
    this.root = root;
  }

  /// Opens the file, or creates it with its folder.
  ///
  /// @throws HistoryException if there is a file that cannot be used, with what to do about it
  static Database open(HistorySettings settings) {
    var file = settings.file().toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      boolean isNew = !Files.exists(file);
      var root = connect(settings, file);
      try {
        attach(root, file);
        prepare(root, file, isNew);
        return new Database(file, root);
      } catch (SQLException | HistoryException e) {
        root.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw new HistoryException(unusable(file, "cannot be opened: " + e.getMessage()), e);
    }
  }

  private static DuckDBConnection connect(HistorySettings settings, Path file) throws SQLException {
    var options = new Properties();
    options.setProperty("memory_limit", settings.memoryMegabytes() + "MB");
    options.setProperty("threads", Integer.toString(settings.threads()));
    options.setProperty("temp_directory", file + ".spill");
    options.setProperty("autoinstall_known_extensions", "false");
    options.setProperty("autoload_known_extensions", "false");
    options.setProperty("preserve_insertion_order", "false");
    return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", options);
  }

  private static void attach(DuckDBConnection root, Path file) throws SQLException {
    var path = file.toString().replace("'", "''");
    try (var statement = root.createStatement()) {
      statement.execute(
          "ATTACH '%s' AS %s (RECOVERY_MODE no_wal_writes)".formatted(path, Schema.DATABASE));
      // Checkpoints are made by the writer alone, where it can count what they make durable.
      statement.execute("SET checkpoint_threshold = '1 TB'");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    }
  }

  private static void prepare(DuckDBConnection root, Path file, boolean isNew) throws SQLException {
    try (var statement = root.createStatement()) {
      if (isNew) {
        root.setAutoCommit(false);
        statement.execute(
            "CREATE TABLE h.state (format INTEGER NOT NULL, position BIGINT NOT NULL)");
        statement.execute("INSERT INTO h.state VALUES (" + FORMAT + ", 0)");
        Catalogue.create(root);
        root.commit();
        root.setAutoCommit(true);
        statement.execute("CHECKPOINT h");
      }
      try (var state = statement.executeQuery("SELECT format FROM h.state")) {
        if (!state.next() || state.getInt(1) != FORMAT) {
          throw new HistoryException(unusable(file, "was written by another version"));
        }
      }
    }
  }

  /// What to say about a file that cannot be used.
  private static String unusable(Path file, String reason) {
    return ("The history file %s %s. Make sure that no other process uses it. If it stays so, delete"
            + " it: it is rebuilt from the log at the next start, nothing is lost.")
        .formatted(file, reason);
  }

  /// The position up to which records are in the file as a connection sees it.
  static long position(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var state = statement.executeQuery("SELECT position FROM h.state")) {
      state.next();
      return state.getLong(1);
    }
  }

  /// Another connection, to be used by one thread at a time.
  DuckDBConnection connect() {
    try {
      return root.duplicate();
    } catch (SQLException e) {
      throw new HistoryException("no further connection to " + file, e);
    }
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw new HistoryException("cannot close " + file, e);
    }
  }
}
