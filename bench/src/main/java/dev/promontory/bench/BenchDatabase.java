package dev.promontory.bench;

import dev.promontory.server.database.DataFolder;
import dev.promontory.server.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// A PostgreSQL for baselines: the one that the server embeds, with the same durable settings.
public final class BenchDatabase implements AutoCloseable {
  /// What PostgreSQL keeps for its owner, and some to look at it.
  private static final int MORE_CONNECTIONS = 16;

  private final DataFolder data;
  private final EmbeddedPostgres postgres;

  private BenchDatabase(DataFolder data, EmbeddedPostgres postgres) {
    this.data = data;
    this.postgres = postgres;
  }

  /// Starts one on an empty folder.
  public static BenchDatabase start(Path folder) {
    var data = DataFolder.open(folder);
    return new BenchDatabase(data, EmbeddedPostgres.start(data));
  }

  /// Starts one on an empty folder that more clients can use at once than the server needs.
  ///
  /// @param clients beside them there is room for [#MORE_CONNECTIONS]
  public static BenchDatabase start(Path folder, int clients) {
    var data = DataFolder.open(folder);
    var settings = List.of("max_connections=" + (clients + MORE_CONNECTIONS));
    return new BenchDatabase(data, EmbeddedPostgres.start(data, settings));
  }

  /// A new connection, to be closed by the caller.
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), user(), password());
  }

  public String url() {
    return postgres.url();
  }

  public String user() {
    return postgres.userName();
  }

  public String password() {
    return postgres.password();
  }

  @Override
  public void close() {
    postgres.close();
    data.close();
  }
}
