package dev.promontory.duckdb;

import dev.promontory.duckdb.table.Catalogue;
import dev.promontory.duckdb.table.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// The database file, opened and attached as `h`.
final class Database implements AutoCloseable {
  private static final String ATTACH =
      "ATTACH '%s' AS " + Schema.DATABASE + " (RECOVERY_MODE no_wal_writes)";
  private static final String DETACH = "DETACH " + Schema.DATABASE;

  private final Path file;
  private final DuckDBConnection root;

  private Database(Path file, DuckDBConnection root) {
    this.file = file;
    this.root = root;
  }

  /// Opens the file, or creates it with its folder. A file that is of another version or does not
  /// fit the log is deleted and created anew.
  ///
  /// @param notice is told why before a file is deleted
  /// @throws HistoryException if there is a file that cannot be used, with what to do about it
  static Database open(HistorySettings settings, Origin origin, Consumer<String> notice) {
    var file = settings.file().toAbsolutePath();
    try {
      Files.createDirectories(file.getParent());
      var root = connect(settings, file);
      try {
        attach(root, file, origin, notice);
        lock(root);
        return new Database(file, root);
      } catch (SQLException | IOException | RuntimeException e) {
        root.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw new HistoryException(unusable(file, e.getMessage()), e);
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

  private static void attach(
      DuckDBConnection root, Path file, Origin origin, Consumer<String> notice)
      throws SQLException, IOException {
    if (Files.exists(file)) {
      execute(root, attaching(file));
      var state = State.read(root);
      var misfit = state == null ? "was written by another version" : origin.misfit(state);
      if (misfit == null) {
        return;
      }
      execute(root, DETACH);
      notice.accept("the history file %s %s: it is deleted and rebuilt".formatted(file, misfit));
      Files.delete(file);
    }
    create(root, file, origin.log());
    execute(root, attaching(file));
  }

  /// Makes the file under another name first: whenever this is interrupted, the file is complete or
  /// not there.
  private static void create(DuckDBConnection root, Path file, String log)
      throws SQLException, IOException {
    var incomplete = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(incomplete);
    execute(root, attaching(incomplete));
    root.setAutoCommit(false);
    State.create(root, log);
    Catalogue.create(root);
    root.commit();
    root.setAutoCommit(true);
    execute(root, "CHECKPOINT " + Schema.DATABASE);
    execute(root, DETACH);
    Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String attaching(Path file) {
    return ATTACH.formatted(file.toString().replace("'", "''"));
  }

  private static void lock(DuckDBConnection root) throws SQLException {
    // Checkpoints are made by the writer alone, where it can count what they make durable.
    execute(root, "SET checkpoint_threshold = '1 TB'");
    execute(root, "SET enable_external_access = false");
    execute(root, "SET lock_configuration = true");
  }

  private static void execute(DuckDBConnection root, String sql) throws SQLException {
    try (var statement = root.createStatement()) {
      statement.execute(sql);
    }
  }

  /// What to say about a file that cannot be used.
  private static String unusable(Path file, @Nullable String reason) {
    return ("The history file %s cannot be opened: %s. Make sure that no other process uses it. If it stays so, delete"
            + " it: it is rebuilt from the log at the next start, nothing is lost.")
        .formatted(file, reason);
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
