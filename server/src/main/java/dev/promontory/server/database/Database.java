package dev.promontory.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The system of record, embedded or somebody else's, behind one pool of connections; and the lock
/// on the data folder. Safe for use by many threads.
public final class Database implements AutoCloseable {
  /// Half of what the embedded PostgreSQL allows, so that a person can look at it meanwhile.
  public static final int MAX_CONNECTIONS = 24;

  private static final int MIN_CONNECTIONS = 2;
  private static final int MIN_SERVER_VERSION = 150_000;
  private static final long CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int VALID_TIMEOUT_SECONDS = 1;

  /// How long a statement may be silent before its connection is given up: a database that is gone
  /// without a word must not keep threads for ever. The longest statements we know (counting the
  /// grants of a campaign, storing the members of a run) take seconds.
  private static final int SOCKET_TIMEOUT_SECONDS = 120;

  private final DataFolder folder;
  private final @Nullable EmbeddedPostgres embedded;
  private final HikariDataSource pool;

  private Database(DataFolder folder, @Nullable EmbeddedPostgres embedded, HikariDataSource pool) {
    this.folder = folder;
    this.embedded = embedded;
    this.pool = pool;
  }

  /// Locks the data folder and opens a PostgreSQL, which for the embedded one means starting it.
  ///
  /// @param data the data folder, which need not exist
  /// @param url JDBC address of somebody else's PostgreSQL, with user and password; null for the
  ///   embedded one
  /// @throws StartFailure when the folder is in use, or PostgreSQL cannot be started or reached or
  ///   is older than 15
  public static Database open(Path data, @Nullable String url) {
    var folder = DataFolder.open(data);
    try {
      return url == null ? embedded(folder) : external(folder, url);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// Connections on which a statement may take [#SOCKET_TIMEOUT_SECONDS].
  public DataSource dataSource() {
    return pool;
  }

  /// Does work whose statements may take as long as they like: migrations. The connections are
  /// closed when it returns.
  public void patiently(Consumer<DataSource> work) {
    var config = new HikariConfig();
    config.setJdbcUrl(pool.getJdbcUrl());
    config.setUsername(pool.getUsername());
    config.setPassword(pool.getPassword());
    config.setMinimumIdle(0);
    try (var patient = pool(config, 0)) {
      work.accept(patient);
    }
  }

  /// The data folder, absolute.
  public Path folder() {
    return folder.path();
  }

  /// Whether a connection answers now; takes up to six seconds to say no.
  public boolean isReachable() {
    try (var connection = pool.getConnection()) {
      return connection.isValid(VALID_TIMEOUT_SECONDS);
    } catch (SQLException _) {
      return false;
    }
  }

  /// Closes the connections, stops the embedded PostgreSQL, unlocks the folder.
  @Override
  public void close() {
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
    folder.close();
  }

  private static Database embedded(DataFolder folder) {
    var postgres = EmbeddedPostgres.start(folder);
    try {
      var config = new HikariConfig();
      config.setMinimumIdle(MIN_CONNECTIONS);
      config.setJdbcUrl(postgres.url());
      config.setUsername(postgres.userName());
      config.setPassword(postgres.password());
      return new Database(folder, postgres, pool(config, SOCKET_TIMEOUT_SECONDS));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static Database external(DataFolder folder, String url) {
    var config = new HikariConfig();
    config.setMinimumIdle(MIN_CONNECTIONS);
    config.setJdbcUrl(url);
    var pool = pool(config, SOCKET_TIMEOUT_SECONDS);
    try {
      requireVersion(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return new Database(folder, null, pool);
  }

  /// @param socketTimeoutSeconds 0 for none
  static HikariDataSource pool(HikariConfig config, int socketTimeoutSeconds) {
    config.setPoolName("postgres");
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setConnectionInitSql("SET TIME ZONE 'UTC'");
    config.addDataSourceProperty("ApplicationName", "promontory");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new StartFailure("PostgreSQL cannot be reached: " + e.getMessage(), e);
    }
  }

  private static void requireVersion(DataSource source) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW server_version_num")) {
      rows.next();
      var version = rows.getInt(1);
      if (version < MIN_SERVER_VERSION) {
        throw new StartFailure("PostgreSQL 15 or newer is needed; this one is " + version / 10_000);
      }
    } catch (SQLException e) {
      throw new StartFailure("PostgreSQL cannot be reached: " + e.getMessage(), e);
    }
  }
}
