package dev.promontory.server;

import dev.promontory.app.AcceptRecords;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.DueWork;
import dev.promontory.app.ForgetDeliveries;
import dev.promontory.app.ForgetKeys;
import dev.promontory.app.LiveTurns;
import dev.promontory.app.PostToLedger;
import dev.promontory.live.host.LiveHost;
import dev.promontory.server.access.Gate;
import dev.promontory.server.database.StartFailure;
import dev.promontory.server.feed.FeedApi;
import dev.promontory.server.feed.FeedHub;
import dev.promontory.server.http.DocsApi;
import dev.promontory.server.http.HealthApi;
import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.MetricsApi;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.server.http.Timings;
import dev.promontory.server.intake.UploadApi;
import dev.promontory.server.work.Bell;
import dev.promontory.server.work.ClockApi;
import dev.promontory.store.Transactions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// Wires the engine by hand. To learn what depends on what, read this class.
///
/// What is started first is closed last.
public final class Server implements AutoCloseable {
  private final Config config;
  private final PrintStream out;
  private final Closing closing = new Closing();
  private int port;
  private List<Route> routes = List.of();

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
    NativeCode.load();
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

  /// What it serves.
  synchronized List<Route> routes() {
    return routes;
  }

  /// Stops everything in order; a second call does nothing.
  @Override
  public synchronized void close() {
    closing.closeAll();
  }

  private int wire() {
    requireFreePort(config.port());
    var random = new SecureRandom();
    var clock = Workers.clock(config.clock());
    var bells = new Workers.Bells(new Bell(), new Bell());
    var stores = Stores.open(config, closing, bells.outbox());
    new FirstStart(stores.accounts(), stores.consoleUsers(), random, out)
        .run(config.account(), config.admin());
    var feed = new FeedHub(stores.log());
    var campaigning = new Campaigning(stores, clock, bells.due(), feed);
    var living = Living.open(stores, campaigning, clock, config.data(), closing);
    var helper = closing.add(Executors.newSingleThreadExecutor(Workers::helperThread));
    var works = works(stores.transactions(), campaigning.runCampaign(helper));
    var workers = Workers.start(stores, living, clock, works, bells, closing);
    var hooking = Hooking.open(stores, config, clock, random, closing);
    var proving = Proving.start(stores, clock, closing);

    var meters = meters(stores, living.host(), feed);
    WebhookMeters.bind(meters, stores.transactions(), clock, hooking.tally());
    proving.bind(meters);
    List<Resource> resources = new ArrayList<>(campaigning.resources(living.steps()));
    var postToLedger = closing.add(new PostToLedger(stores.transactions()));
    resources.addAll(Banking.resources(stores, clock, postToLedger));
    resources.addAll(Lookup.resources(stores, clock));
    resources.addAll(hooking.resources());
    resources.addAll(
        List.of(
            proving.resource(),
            new HealthApi(() -> obstacles(stores, workers, hooking, proving, postToLedger)),
            new MetricsApi(meters),
            new DocsApi(),
            new ClockApi(workers.travel(), workers.settling()),
            new UploadApi(new AcceptRecords(stores.eventTypes(), stores.log()), clock),
            new FeedApi(feed, stores.log(), stores.users())));
    var gate = new Gate(stores.accounts(), random, System::nanoTime);
    var edge = edge(gate, new Timings(meters), resources);
    closing.add(feed);
    return edge.start();
  }

  private HttpEdge edge(Gate gate, Timings timings, List<Resource> resources) {
    var edge = closing.add(new HttpEdge(config.port(), gate::account, timings, resources));
    routes = edge.routes();
    return edge;
  }

  /// What becomes due by the clock.
  private static List<DueWork> works(Transactions transactions, DueWork runCampaign) {
    return List.of(
        new ActivateAndExpireLots(transactions),
        runCampaign,
        LiveTurns.starts(transactions),
        new ForgetKeys(transactions),
        new ForgetDeliveries(transactions));
  }

  private static PrometheusMeterRegistry meters(Stores stores, LiveHost host, FeedHub feed) {
    var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ProcessMeters.bind(meters);
    WorkMeters.bind(meters, stores, feed);
    LiveMeters.bind(meters, host);
    return meters;
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

  private static List<String> obstacles(
      Stores stores, Workers workers, Hooking hooking, Proving proving, PostToLedger postToLedger) {
    List<String> obstacles = new ArrayList<>(workers.obstacles());
    hooking.obstacles().forEach(obstacles::add);
    proving.obstacles().forEach(obstacles::add);
    postToLedger.obstacle().ifPresent(obstacles::add);
    if (!stores.database().isReachable()) {
      obstacles.add("the database cannot be reached");
    }
    return obstacles;
  }
}
