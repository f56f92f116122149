package dev.promontory.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;

/// Uploads over HTTP into a server in a process of its own, from the first request until every
/// event is durable and visible in history.
final class IngestBench implements Scenario {
  private static final int USERS = 1_000_000;
  private static final Duration SPREAD = Duration.ofDays(60);
  private static final int CHECKED_NAME = EventTemplate.NAMES.indexOf("Charged");
  private static final double NANOS = 1e9;
  private static final double MEBIBYTE = 1024 * 1024;
  private static final double MAX_MEBIBYTES = 1536;
  private static final int TARGET_PER_SECOND = 100_000;
  private static final int TARGET_SINGLE_PER_SECOND = 8_000;

  private static final Shape BULK = new Shape(64_000, 1_000, 8);
  private static final Shape SINGLE = new Shape(1_000, 1, 64);

  /// How events are sent.
  ///
  /// @param templates how many differ in more than user, time and amount
  private record Shape(int templates, int perUpload, int connections) {}

  /// What sending some events came to.
  ///
  /// @param acknowledged seconds until the last answer
  /// @param visible seconds until all were visible too
  private record Phase(
      long events, double acknowledged, double visible, UploadLoad.Outcome outcome, Usage usage) {}

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String title() {
    return "uploads until durable and visible in history, beside raw binary COPY of the same rows";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    long bulkEvents = settings.size(10_000_000L, 200_000L);
    long singleEvents = settings.size(200_000L, 5_000L);
    Phase bulk;
    Phase single;
    double peak;
    try (var server = ServerUnderTest.start(settings.folder().resolve("server"))) {
      settings.say("warm-up");
      var warmUp = events(settings.seed() + 1, BULK, bulkEvents);
      send(server, warmUp, BULK, bulkEvents / 20);
      settings.say("uploads of " + BULK.perUpload());
      var events = events(settings.seed(), BULK, bulkEvents);
      bulk = send(server, events, BULK, bulkEvents);
      check(server, warmUp, bulkEvents / 20, events, bulkEvents);
      settings.say("single events");
      var singles = events(settings.seed() + 2, SINGLE, singleEvents);
      send(server, events(settings.seed() + 3, SINGLE, singleEvents), SINGLE, singleEvents / 10);
      single = send(server, singles, SINGLE, singleEvents);
      peak = server.meter().peakResidentBytes() / MEBIBYTE;
    }
    settings.say("baseline: binary COPY");
    double baseline = baseline(settings, bulkEvents);
    return result(bulk, single, peak, baseline);
  }

  private static EventStream events(long seed, Shape shape, long count) {
    var first = Instant.now().minus(SPREAD).getEpochSecond();
    int perSecond = (int) Math.max(1, count / SPREAD.toSeconds() + 1);
    var templates = EventStream.templates(seed, shape.templates());
    return new EventStream(templates, seed, EventStream.anyOf(USERS, seed), first, perSecond);
  }

  private static Phase send(ServerUnderTest server, EventStream events, Shape shape, long count)
      throws Exception {
    var load = UploadLoad.of(server.address(), events, shape.perUpload());
    var before = Usage.now(server.meter());
    long began = System.nanoTime();
    var outcome = load.run(0, count, shape.connections());
    double acknowledged = (System.nanoTime() - began) / NANOS;
    server.management().awaitSettled();
    double visible = (System.nanoTime() - began) / NANOS;
    return new Phase(
        count, acknowledged, visible, outcome, Usage.now(server.meter()).since(before));
  }

  /// The users of one event name, counted here and asked of the server.
  private static void check(
      ServerUnderTest server, EventStream warmUp, long warmUpCount, EventStream events, long count)
      throws IOException {
    var users = new BitSet(USERS);
    mark(warmUp, warmUpCount, users);
    mark(events, count, users);
    var rule = Map.of("did", Map.of("event", EventTemplate.NAMES.get(CHECKED_NAME)));
    long counted = server.management().estimate(rule);
    if (counted != users.cardinality()) {
      throw new IllegalStateException(
          "history counts " + counted + " users, sent were " + users.cardinality());
    }
  }

  private static void mark(EventStream events, long count, BitSet users) {
    for (long event = 0; event < count; event++) {
      if (events.template(event).name() == CHECKED_NAME) {
        users.set(events.user(event));
      }
    }
  }

  private static double baseline(Settings settings, long count) throws SQLException, IOException {
    var events = events(settings.seed(), BULK, count);
    try (var database = BenchDatabase.start(settings.folder().resolve("baseline"));
        var connection = database.connect()) {
      return count * NANOS / EventCopy.run(connection, events, count);
    }
  }

  private static Result result(Phase bulk, Phase single, double peak, double baseline) {
    double perSecond = bulk.events() / bulk.visible();
    double singlePerSecond = single.events() / single.acknowledged();
    var result =
        Result.of("ingest", perSecond, baseline, "events/s")
            .with("events", bulk.events())
            .with("users", USERS)
            .with("eventNames", EventTemplate.NAMES.size())
            .with("properties", EventTemplate.PROPERTIES)
            .with("eventsPerUpload", BULK.perUpload())
            .with("connections", BULK.connections())
            .with("singleConnections", SINGLE.connections())
            .with("baselineRowsPerCommit", EventCopy.BATCH_ROWS)
            .with(Measure.of("until acknowledged", bulk.events() / bulk.acknowledged(), "events/s"))
            .with(Measure.of("single events", singlePerSecond, "requests/s"));
    result = latencies(result, "upload of 1000", bulk.outcome());
    result = latencies(result, "single event", single.outcome());
    result = bulk.usage().addTo(result, "upload", bulk.events());
    result = single.usage().addTo(result, "single", single.events());
    return result
        .with(Measure.of("server memory, peak", peak, "MiB"))
        .with(Target.atLeast("events/s", perSecond, TARGET_PER_SECOND))
        .with(Target.atLeast("single requests/s", singlePerSecond, TARGET_SINGLE_PER_SECOND))
        .with(Target.atMost("server memory MiB", peak, MAX_MEBIBYTES));
  }

  private static Result latencies(Result result, String what, UploadLoad.Outcome outcome) {
    return result
        .with(Measure.of(what + ", p50", outcome.latencies().millisAt(0.5), "ms"))
        .with(Measure.of(what + ", p99", outcome.latencies().millisAt(0.99), "ms"))
        .with(Measure.of(what + ", pushed back", (double) outcome.pushedBack(), "times"));
  }
}
