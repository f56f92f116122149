package dev.promontory.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The system of record, embedded or somebody else's, behind one pool of connections; and the lock
/// on the data folder. Safe for use by many threads.
public final class Database implements AutoCloseable {
  /// Half of what the embedded PostgreSQL allows, so that a person can look at it meanwhile.
  public static final int MAX_CONNECTIONS = 24;

  private static final int MIN_SERVER_VERSION = 150_000;
  private static final long CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int VALID_TIMEOUT_SECONDS = 1;

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

  public DataSource dataSource() {
    return pool;
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
      config.setJdbcUrl(postgres.url());
      config.setUsername(postgres.userName());
      config.setPassword(postgres.password());
      return new Database(folder, postgres, pool(config));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static Database external(DataFolder folder, String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    var pool = pool(config);
    try {
      requireVersion(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
    return new Database(folder, null, pool);
  }

  private static HikariDataSource pool(HikariConfig config) {
    config.setPoolName("postgres");
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(2);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    config.setConnectionInitSql("SET TIME ZONE 'UTC'");
    config.addDataSourceProperty("ApplicationName", "promontory");
    config.addDataSourceProperty("tcpKeepAlive", "true");
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
