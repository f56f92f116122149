package dev.promontory.server;

import dev.promontory.postgres.Migrations;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresConsoleUsers;
import dev.promontory.server.access.Gate;
import dev.promontory.server.database.Database;
import dev.promontory.server.database.StartFailure;
import dev.promontory.server.http.DocsApi;
import dev.promontory.server.http.HealthApi;
import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.MetricsApi;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Timings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wires the engine by hand. To learn what depends on what, read this class.
///
/// What is started first is closed last.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Config config;
  private final PrintStream out;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private int port;

  /// Does nothing yet.
  ///
  /// @param out where the ready line and the generated secrets are printed
  public Server(Config config, PrintStream out) {
    this.config = config;
    this.out = out;
  }

  /// Starts everything and returns when requests are answered; prints the ready line then.
  ///
  /// @throws StartFailure when it cannot start here; everything is closed again then
  public synchronized Server start() {
    try {
      port = wire();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    out.println("promontory ready at http://localhost:" + port);
    return this;
  }

  /// The TCP port it listens on.
  public synchronized int port() {
    return port;
  }

  /// Stops everything in order; a second call does nothing.
  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.error("a part of the server did not stop in order; the rest is stopped", e);
      }
    }
  }

  private int wire() {
    requireFreePort(config.port());
    var random = new SecureRandom();
    var database = closedAtLast(Database.open(config.data(), config.databaseUrl()));
    var dataSource = database.dataSource();
    Migrations.run(dataSource);
    var accounts = new PostgresAccounts(dataSource);
    var consoleUsers = new PostgresConsoleUsers(dataSource);
    new FirstStart(accounts, consoleUsers, random, out).run(config.account(), config.admin());

    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMeters.bind(meters);
    List<Resource> resources =
        List.of(new HealthApi(() -> obstacles(database)), new MetricsApi(meters), new DocsApi());
    var gate = new Gate(accounts, random, System::nanoTime);
    var edge = new HttpEdge(config.port(), gate::account, new Timings(meters), resources);
    return closedAtLast(edge).start();
  }

  /// A taken port is by far the likeliest obstacle, so it is found before anything is begun.
  private static void requireFreePort(int port) {
    try (var _ = new ServerSocket(port)) {
      return;
    } catch (IOException e) {
      throw new StartFailure(
          "TCP port %d cannot be used (%s); choose another PROMONTORY_PORT"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private <T extends AutoCloseable> T closedAtLast(T part) {
    started.push(part);
    return part;
  }

  private static List<String> obstacles(Database database) {
    return database.isReachable() ? List.of() : List.of("the database cannot be reached");
  }
}
