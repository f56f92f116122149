package dev.promontory.bench;

import dev.promontory.log.EventLog;
import dev.promontory.postgres.Migrations;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.log.LogLimits;
import dev.promontory.postgres.log.PostgresEventLog;
import dev.promontory.user.Identity;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/// The event log by itself, in this process: records that are ready, until they are on disk and a
/// cursor has seen them. Tells what of [IngestBench] is the log's.
final class LogBench implements Scenario {
  private static final int TEMPLATES = 64_000;
  private static final long FIRST_SECOND = 1_760_000_000;
  private static final int PER_SECOND = 1_000;
  private static final double NANOS = 1e9;
  private static final double TARGET_MICROS = 3;
  private static final double TARGET_SINGLE_PER_SECOND = 30_000;

  private static final LogLoad BULK = new LogLoad(1_000, 8);
  private static final LogLoad SINGLE = new LogLoad(1, 64);

  /// What was measured on the log.
  ///
  /// @param newcomers events of users who are new
  /// @param ids events with event ids
  private record Phases(
      LogLoad.Outcome bulk,
      LogLoad.Outcome newcomers,
      LogLoad.Outcome ids,
      LogLoad.Outcome single) {}

  @Override
  public String name() {
    return "log";
  }

  @Override
  public String title() {
    return "ready records appended to the event log, beside raw binary COPY of the same events";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    long events = settings.size(5_000_000L, 200_000L);
    int users = settings.size(1_000_000, 20_000);
    var stream = stream(settings, users);
    var identities = IntStream.range(0, users).mapToObj(i -> Identity.of("user-" + i)).toList();
    Phases phases;
    try (var database = BenchDatabase.start(settings.folder().resolve("log"))) {
      var source = source(database);
      Migrations.run(source);
      int account = new PostgresAccounts(source).create("bench", "UTC", "none").number();
      try (var log = PostgresEventLog.open(source, LogLimits.DEFAULT)) {
        phases = measure(settings, log, new ReadyRecords(stream, account, identities), events);
      }
    }
    settings.say("encoding by itself");
    var codec = CodecMeter.measure(new ReadyRecords(stream, 1, identities));
    settings.say("baseline: binary COPY");
    try (var database = BenchDatabase.start(settings.folder().resolve("baseline"));
        var connection = database.connect()) {
      double baseline = events * NANOS / EventCopy.run(connection, stream, events);
      return codec.addTo(result(phases, baseline)).with("users", users);
    }
  }

  private static EventStream stream(Settings settings, int users) {
    long seed = settings.seed();
    var templates = EventStream.templates(seed, TEMPLATES);
    var userOf = EventStream.anyOf(users, seed);
    return new EventStream(templates, seed, userOf, FIRST_SECOND, PER_SECOND);
  }

  private static PGSimpleDataSource source(BenchDatabase database) {
    var source = new PGSimpleDataSource();
    source.setURL(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    return source;
  }

  private static Phases measure(Settings settings, EventLog log, ReadyRecords records, long events)
      throws Exception {
    settings.say("new users");
    var newcomers = BULK.run(log, records::newcomers, 0, records.users());
    settings.say("warm-up");
    BULK.run(log, records::batch, 0, events / 10);
    settings.say("appends of 1000");
    var bulk = BULK.run(log, records::batch, events, events);
    settings.say("appends of 1000 with event ids");
    var ids = BULK.run(log, records::batchWithIds, 0, events / 10);
    settings.say("single appends");
    SINGLE.run(log, records::batch, 0, events / 50);
    var single = SINGLE.run(log, records::batch, 0, events / 10);
    return new Phases(bulk, newcomers, ids, single);
  }

  private static Result result(Phases phases, double baseline) {
    var bulk = phases.bulk();
    var single = phases.single();
    var result =
        Result.of("log", bulk.perSecond(), baseline, "events/s")
            .with("events", bulk.events())
            .with("eventsPerAppend", BULK.perAppend())
            .with("threads", BULK.threads())
            .with("singleThreads", SINGLE.threads())
            .with("baselineRowsPerCommit", EventCopy.BATCH_ROWS);
    result = bulk.addTo(result, "appends of 1000");
    result = phases.newcomers().addTo(result, "new users");
    result = phases.ids().addTo(result, "with event ids");
    return single
        .addTo(result, "single appends")
        .with(Target.atMost("log CPU µs/event", bulk.microsPerEvent(), TARGET_MICROS))
        .with(Target.atLeast("single appends/s", single.perSecond(), TARGET_SINGLE_PER_SECOND));
  }
}
