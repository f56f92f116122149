package dev.promontory.bench;

import java.time.Instant;
import java.util.HashSet;

/// A whole server: 1,000 live campaigns published over HTTP, 1 event in 100 qualifies. From upload
/// to reward at a steady pace, and events a second as fast as the server takes them.
final class LiveServerPart {
  private static final int PER_SECOND = 20_000;

  /// As many events of each as in the scenario `ingest`.
  private static final int USERS = 200_000;

  private static final int CONNECTIONS = 4;
  private static final int PER_UPLOAD = 1_000;
  private static final int TEMPLATES = 4_000;
  private static final double NANOS = 1e9;
  private static final double TARGET_P50_MILLIS = 20;
  private static final double TARGET_P99_MILLIS = 100;
  private static final double TARGET_PER_SECOND = 80_000;

  private LiveServerPart() {}

  static Result addTo(Result result, Settings settings) throws Exception {
    try (var server = ServerUnderTest.start(settings.folder().resolve("server"))) {
      int count = settings.size(1_000, 40);
      settings.say("publishing %,d campaigns".formatted(count));
      var published = new Latencies();
      var campaigns = LiveServerCampaigns.publish(server.management(), count, published);
      var some = paced(result, settings, server);
      double plain = sustained(settings, server, campaigns, 3);
      LiveServerCampaigns.publishCounting(server.management());
      double counting = sustained(settings, server, campaigns, 4);
      return some.with(Measure.of("sustained, 1,000 campaigns", plain, "events/s"))
          .with(Measure.of("sustained, half of the events counted", counting, "events/s"))
          .with(Target.atLeast("events/s, sustained", plain, TARGET_PER_SECOND))
          .with("serverCampaigns", count)
          .with(Measure.of("publish over HTTP, p99", published.millisAt(0.99), "ms"));
    }
  }

  private static EventStream events(long seed) {
    var any = EventStream.anyOf(USERS, seed);
    long now = Instant.now().getEpochSecond();
    return new EventStream(
        EventStream.templates(seed, TEMPLATES), seed, any, now, Integer.MAX_VALUE);
  }

  private static Result paced(Result result, Settings settings, ServerUnderTest server)
      throws Exception {
    int seconds = settings.size(30, 2);
    int perSecond = settings.size(PER_SECOND, PER_SECOND / 10);
    int uploads = seconds * perSecond / LivePace.PER_UPLOAD;
    var rewarded = new HashSet<Integer>();
    new LivePace(server, events(settings.seed() + 1), rewarded).run(2 * uploads, perSecond);
    var took = new LivePace(server, events(settings.seed() + 2), rewarded).run(uploads, perSecond);
    double p50 = took.millisAt(0.5);
    double p99 = took.millisAt(0.99);
    settings.say(
        "%,d events/s: %d rewards visible after p50 %.1f ms, p99 %.1f ms"
            .formatted(perSecond, took.count(), p50, p99));
    return result
        .with("pacePerSecond", perSecond)
        .with(Measure.of("upload to reward visible, p50", p50, "ms"))
        .with(Measure.of("upload to reward visible, p99", p99, "ms"))
        .with(Target.atMost("ms, upload to reward, p50", p50, TARGET_P50_MILLIS))
        .with(Target.atMost("ms, upload to reward, p99", p99, TARGET_P99_MILLIS));
  }

  /// From the first upload until everything is in history and granted.
  private static double sustained(
      Settings settings, ServerUnderTest server, LiveServerCampaigns campaigns, int stream)
      throws Exception {
    var api = server.management();
    int count = settings.size(2_000_000, 20_000);
    var events = events(settings.seed() + stream);
    api.awaitSettled();
    long before = campaigns.pointsDistributed(api);
    long began = System.nanoTime();
    UploadLoad.of(server.address(), events, PER_UPLOAD).run(0, count, CONNECTIONS);
    api.awaitSettled();
    double perSecond = count / ((System.nanoTime() - began) / NANOS);
    long points = campaigns.pointsDistributed(api) - before;
    long expected = rewards(events, count) * LiveServerCampaigns.POINTS;
    if (points != expected) {
      throw new IllegalStateException("%d points, not %d, came out".formatted(points, expected));
    }
    settings.say("%,.0f events/s through log, history, fold and granter".formatted(perSecond));
    return perSecond;
  }

  private static long rewards(EventStream events, int count) {
    long rewards = 0;
    for (long event = 0; event < count; event++) {
      rewards += LiveServerCampaigns.isRewarded(events.cents(event)) ? 1 : 0;
    }
    return rewards;
  }
}
