package dev.promontory.server.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL 18 as a child process, with its files in the data folder.
///
/// It listens on a free port of 127.0.0.1. If it dies while the server runs it is started again on
/// that port, so that connection pools find it where it was. Safe for several threads.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  static final String DATABASE = "promontory";

  /// Who the server is to the database.
  static final String APPLICATION = "promontory_app";

  private static final int MAX_PORT_TRIES = 3;
  private static final long RESTART_PAUSE_SECONDS = 1;

  private final PostgresUser user;
  private final PostgresCluster cluster;
  private final List<String> command;
  private final int port;
  private final BoundedLog log;
  private final String applicationPassword = PostgresCluster.newPassword();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread watcher;
  private Postmaster postmaster;

  private EmbeddedPostgres(
      PostgresUser user,
      PostgresCluster cluster,
      List<String> program,
      List<String> settings,
      BoundedLog log)
      throws IOException {
    this.user = user;
    this.cluster = cluster;
    this.log = log;
    this.port = freePort();
    this.command = new ArrayList<>(program);
    this.command.addAll(PostgresSettings.arguments(port, settings));
    this.postmaster = Postmaster.start(command, user, log);
    this.watcher = Thread.ofVirtual().name("postgres-watch").start(this::watch);
  }

  /// Starts PostgreSQL on the files in a folder, which it makes at the first start, and returns
  /// when it accepts connections.
  ///
  /// @param data the locked data folder; files go to its subfolder `postgres`
  /// @throws StartFailure when it cannot be started; the message says why
  public static EmbeddedPostgres start(DataFolder data) {
    return start(data, List.of());
  }

  /// The same with further settings.
  ///
  /// @param settings such as `max_connections=80`; they hold where ours say something else
  /// @throws StartFailure when it cannot be started; the message says why
  public static EmbeddedPostgres start(DataFolder data, List<String> settings) {
    try {
      return start(data, PostgresUser.find(), settings);
    } catch (IOException e) {
      throw new StartFailure("PostgreSQL cannot be started: " + e, e);
    }
  }

  static EmbeddedPostgres start(DataFolder data, PostgresUser user) {
    return start(data, user, List.of());
  }

  private static EmbeddedPostgres start(DataFolder data, PostgresUser user, List<String> settings) {
    var folder = data.path().resolve("postgres");
    try {
      Files.createDirectories(folder);
      user.adopt(folder);
      var binaries = PostgresBinaries.unpacked(folder);
      var cluster = PostgresCluster.open(folder, binaries, user);
      LeftoverPostmaster.stop(cluster.folder());
      var program = List.of(binaries.program("postgres"), "-D", cluster.folder().toString());
      var log = new BoundedLog(folder.resolve("server.log"), BoundedLog.MAX_FILE_BYTES);
      var postgres = started(user, cluster, program, settings, log);
      postgres.prepare();
      return postgres;
    } catch (IOException | SQLException e) {
      throw new StartFailure("PostgreSQL cannot be started in %s: %s".formatted(folder, e), e);
    }
  }

  /// JDBC address without credentials.
  public String url() {
    return url(DATABASE);
  }

  /// The owner of the database, who may do everything.
  public String userName() {
    return PostgresCluster.USER;
  }

  public String password() {
    return cluster.password();
  }

  /// A user who may do what he is granted and owns nothing.
  public String applicationUserName() {
    return APPLICATION;
  }

  /// Made anew at every start and kept nowhere.
  public String applicationPassword() {
    return applicationPassword;
  }

  /// Stops PostgreSQL and returns when it has ended. A second call does nothing.
  @Override
  public void close() {
    closing.countDown();
    try {
      synchronized (this) {
        postmaster.stop();
      }
      watcher.join();
    } catch (IOException e) {
      LOG.error("PostgreSQL did not stop in order; the next start will recover it", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Another program may take the port between its choice and its use, so a failure is tried again
  /// with another port.
  private static EmbeddedPostgres started(
      PostgresUser user,
      PostgresCluster cluster,
      List<String> program,
      List<String> settings,
      BoundedLog log)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return new EmbeddedPostgres(user, cluster, program, settings, log);
      } catch (StartFailure e) {
        if (attempt == MAX_PORT_TRIES || !log.tail().contains("could not bind")) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void prepare() throws SQLException {
    try (var connection = DriverManager.getConnection(url("postgres"), userName(), password());
        var statement = connection.createStatement()) {
      if (isMissing(statement, "pg_database WHERE datname = '" + DATABASE + "'")) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
      if (isMissing(statement, "pg_roles WHERE rolname = '" + APPLICATION + "'")) {
        statement.execute("CREATE ROLE " + APPLICATION);
      }
      statement.execute(
          "ALTER ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
              .formatted(APPLICATION, applicationPassword));
    }
  }

  private static boolean isMissing(Statement statement, String what) throws SQLException {
    try (var rows = statement.executeQuery("SELECT FROM " + what)) {
      return !rows.next();
    }
  }

  private String url(String database) {
    return url(port, database);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  private void watch() {
    try {
      var status = current().awaitExit();
      while (closing.getCount() > 0) {
        LOG.error(
            "PostgreSQL ended with status {}; requests fail until it is back on port {}",
            status,
            port);
        if (restarted()) {
          LOG.info("PostgreSQL is back on port {}", port);
        } else if (closing.await(RESTART_PAUSE_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
        status = current().awaitExit();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Postmaster current() {
    return postmaster;
  }

  private synchronized boolean restarted() {
    if (closing.getCount() == 0) {
      return false;
    }
    try {
      postmaster = Postmaster.start(command, user, log);
      return true;
    } catch (StartFailure | IOException e) {
      LOG.error("PostgreSQL could not be started again; it is tried every second", e);
      return false;
    }
  }
}
