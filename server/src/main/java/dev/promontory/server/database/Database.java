package dev.promontory.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.promontory.postgres.Migrations;
import dev.promontory.postgres.Privileges;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
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
  private final Login application;
  private final Login owner;
  private final HikariDataSource pool;

  private Database(
      DataFolder folder, @Nullable EmbeddedPostgres embedded, Login application, Login owner) {
    this.folder = folder;
    this.embedded = embedded;
    this.application = application;
    this.owner = owner;
    this.pool = pool(application.config(MIN_CONNECTIONS), SOCKET_TIMEOUT_SECONDS);
  }

  /// Where to connect, and as whom; without a user where the address has one.
  private record Login(String url, @Nullable String userName, @Nullable String password) {
    HikariConfig config(int minimumIdle) {
      var config = new HikariConfig();
      config.setJdbcUrl(url);
      config.setUsername(userName);
      config.setPassword(password);
      config.setMinimumIdle(minimumIdle);
      return config;
    }
  }

  /// Locks the data folder and opens a PostgreSQL, which for the embedded one means starting it.
  ///
  /// @param data the data folder, which need not exist
  /// @param url JDBC address of somebody else's PostgreSQL, with user and password; null for the
  ///   embedded one
  /// @param ownerUrl the same database with the user who owns it, or null if that is the same user
  /// @throws StartFailure when the folder is in use, or PostgreSQL cannot be started or reached or
  ///   is older than 15
  public static Database open(Path data, @Nullable String url, @Nullable String ownerUrl) {
    var folder = DataFolder.open(data);
    try {
      return url == null
          ? embedded(folder)
          : external(folder, url, ownerUrl == null ? url : ownerUrl);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /// Connections of the application's user, on which a statement may take
  /// [#SOCKET_TIMEOUT_SECONDS].
  public DataSource dataSource() {
    return pool;
  }

  /// Brings the schema up to date as the owner of the database, and grants the application's user
  /// what it needs. Statements may take as long as they like.
  public void migrate() {
    asOwner(
        source -> {
          Migrations.run(source);
          Privileges.grant(source, pool);
        });
  }

  /// Does work as the owner of the database. The connections are closed when it returns.
  void asOwner(Consumer<DataSource> work) {
    try (var patient = pool(owner.config(0), 0)) {
      work.accept(patient);
    }
  }

  /// Connections of the application's user for what reads everything: statements may take as long
  /// as they like. To be closed before this is.
  ///
  /// @param connections the most at a time
  public HikariDataSource patient(int connections) {
    return patient(application, connections);
  }

  private static HikariDataSource patient(Login login, int connections) {
    var config = login.config(0);
    config.setMaximumPoolSize(connections);
    return pool(config, 0);
  }

  /// Connects to somebody else's PostgreSQL, and to nothing else: no folder is locked. Statements
  /// may take as long as they like.
  ///
  /// @param url JDBC address with user and password
  /// @param connections the most at a time
  /// @throws StartFailure when it cannot be reached
  public static HikariDataSource connect(String url, int connections) {
    return patient(new Login(url, null, null), connections);
  }

  /// Connects to the embedded PostgreSQL of a server that runs on a data folder, as the user of the
  /// application. Statements may take as long as they like.
  ///
  /// @return empty if none runs there
  public static Optional<HikariDataSource> running(Path data, int connections) {
    return RunningPostgres.find(data.resolve("postgres"))
        .map(
            postgres -> {
              var login = new Login(postgres.url(), PostgresCluster.USER, postgres.password());
              var config = login.config(0);
              config.setMaximumPoolSize(connections);
              config.setConnectionInitSql(
                  "SET TIME ZONE 'UTC'; SET ROLE " + EmbeddedPostgres.APPLICATION);
              return pool(config, 0);
            });
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
      var url = postgres.url();
      return new Database(
          folder,
          postgres,
          new Login(url, postgres.applicationUserName(), postgres.applicationPassword()),
          new Login(url, postgres.userName(), postgres.password()));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static Database external(DataFolder folder, String url, String ownerUrl) {
    var database =
        new Database(folder, null, new Login(url, null, null), new Login(ownerUrl, null, null));
    try {
      requireVersion(database.pool);
    } catch (RuntimeException e) {
      database.pool.close();
      throw e;
    }
    return database;
  }

  /// @param socketTimeoutSeconds 0 for none
  static HikariDataSource pool(HikariConfig config, int socketTimeoutSeconds) {
    config.setPoolName("postgres");
    if (config.getMaximumPoolSize() < 1) {
      config.setMaximumPoolSize(MAX_CONNECTIONS);
    }
    config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
    if (config.getConnectionInitSql() == null) {
      config.setConnectionInitSql("SET TIME ZONE 'UTC'");
    }
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
