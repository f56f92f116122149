package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Management;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A past-behaviour campaign over HTTP on a server in a process of its own, from its publication
/// until it is completed, everybody has the points, and the reward events are visible in history.
final class RunBench implements Scenario {
  private static final int PER_UPLOAD = 1_000;
  private static final int CONNECTIONS = 4;
  private static final int POINTS = 10;
  private static final long THOUSANDTHS = 1000;
  private static final double NANOS = 1e9;
  private static final double MEBIBYTE = 1024 * 1024;
  private static final double TARGET_SECONDS = 30;
  private static final Duration AGO = Duration.ofDays(2);
  private static final int WARM_UP_AMOUNT = 150;

  /// What a run came to.
  ///
  /// @param completed seconds until the campaign said so
  /// @param visible seconds until its reward events were visible too
  private record Run(double completed, double visible, Usage usage) {}

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String title() {
    return "rewarding users with points, beside COPY of the same rows as grants and lots";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    int users = settings.size(1_000_000, 20_000);
    Run run;
    double peak;
    try (var server = ServerUnderTest.start(settings.folder().resolve("server"))) {
      settings.say("uploading an event of each user");
      upload(server, settings.seed(), users);
      settings.say("warm-up: a campaign for some of them");
      run(server, "Warm-up", spentLessThan(WARM_UP_AMOUNT), -1);
      settings.say("a campaign for all of them");
      run = run(server, "Everybody", Map.of("did", Map.of("event", event())), users);
      peak = server.meter().peakResidentBytes() / MEBIBYTE;
    }
    settings.say("baseline: COPY of grants and lots");
    return result(run, users, peak, baseline(settings, users));
  }

  private static void upload(ServerUnderTest server, long seed, int users) throws Exception {
    var templates =
        EventStream.templates(seed, PER_UPLOAD).stream().map(each -> each.named(event())).toList();
    var first = Instant.now().minus(AGO).getEpochSecond();
    int perSecond = (int) (users / AGO.toSeconds() + 1);
    var events = new EventStream(templates, seed, EventStream.eachOf(users), first, perSecond);
    UploadLoad.of(server.address(), events, PER_UPLOAD).run(0, users, CONNECTIONS);
    server.management().awaitSettled();
  }

  /// Runs a campaign and watches it.
  ///
  /// @param expected how many users must be rewarded, or -1: whoever the rule holds for
  private static Run run(
      ServerUnderTest server, String name, Map<String, Object> rule, int expected)
      throws IOException, InterruptedException {
    var api = server.management();
    long members = api.estimate(rule);
    if (expected >= 0 && members != expected) {
      throw new IllegalStateException("the rule holds for " + members + " users");
    }
    long wallet = api.createWallet(wallet(name));
    long campaign = api.createCampaign(campaign(name, wallet, rule));
    var before = Usage.now(server.meter());
    long began = System.nanoTime();
    api.publish(campaign);
    api.awaitCompleted(campaign);
    double completed = (System.nanoTime() - began) / NANOS;
    api.awaitSettled();
    double visible = (System.nanoTime() - began) / NANOS;
    var usage = Usage.now(server.meter()).since(before);
    check(api, server.client(), campaign, members);
    return new Run(completed, visible, usage);
  }

  /// Everybody's points are in the ledger, and everybody's reward event is in history.
  private static void check(Management api, ApiClient client, long campaign, long members)
      throws IOException {
    var stats = client.get("/api/v1/campaigns/" + campaign + "/stats").orThrow().json();
    long points = stats.get("pointsDistributed").asLong();
    var credited =
        Map.of(
            "did",
            Map.of(
                "event",
                "CT Points Credited",
                "where",
                List.of(Map.of("property", "Campaign ID", "op", "equals", "value", campaign))));
    long events = api.estimate(credited);
    if (points != members * POINTS || events != members) {
      throw new IllegalStateException(
          "%d users have %d points and %d reward events".formatted(members, points, events));
    }
  }

  private static String event() {
    return EventTemplate.NAMES.getFirst();
  }

  private static Map<String, Object> spentLessThan(int amount) {
    var condition = Map.of("property", "Amount", "op", "lt", "value", amount);
    return Map.of("did", Map.of("event", event(), "where", List.of(condition)));
  }

  private static Map<String, Object> wallet(String name) {
    return Map.of(
        "name",
        name,
        "pointsName",
        "Points",
        "expiry",
        Map.of("type", "never"),
        "consumption",
        "earliestExpiry",
        "rounding",
        Map.of("decimals", 0, "mode", "down"));
  }

  private static Map<String, Object> campaign(String name, long wallet, Map<String, Object> rule) {
    var earn = Map.of("scheme", "flat", "points", POINTS);
    return Map.of(
        "name", name,
        "qualification", "pastBehavior",
        "who", Map.of("rule", rule),
        "what", Map.of("type", "points", "walletId", wallet, "earn", earn),
        "when", Map.of("start", "now"));
  }

  private static double baseline(Settings settings, int users) throws SQLException, IOException {
    try (var database = BenchDatabase.start(settings.folder().resolve("baseline"))) {
      return GrantCopy.run(database, users, POINTS * THOUSANDTHS) / NANOS;
    }
  }

  private static Result result(Run run, int users, double peak, double baseline) {
    var result =
        Result.of("run", run.visible(), baseline, "s")
            .with("users", users)
            .with("baselineRowsPerCommit", GrantCopy.BATCH_ROWS)
            .with(Measure.of("until completed", run.completed(), "s"))
            .with(Measure.of("grants", users / run.visible(), users / baseline, "grants/s"));
    return run.usage()
        .addTo(result, "grant", users)
        .with(Measure.of("server memory, peak", peak, "MiB"))
        .with(Target.atMost("seconds for " + users + " users", run.visible(), TARGET_SECONDS));
  }
}
