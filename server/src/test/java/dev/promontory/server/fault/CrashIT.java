package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashIT {
  private static final int ROUNDS = Integer.getInteger("promontory.fault.rounds", 3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int USERS = 60;
  private static final int EVENTS_PER_ROUND = 12_000;
  private static final int RUN_USERS = 30_000;
  private static final int CONNECTIONS = 4;

  @TempDir private Path folder;

  @Test
  void killed_during_ingest_it_has_every_acknowledged_event_exactly_once() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var ticks = Ticks.drawn(seed, USERS, ROUNDS * EVENTS_PER_ROUND, now());
    var random = new SplittableRandom(seed);
    try (var server = new ServerAtPort(folder, Map.of());
        var load = new Load(server.client(), ticks.uploads(), CONNECTIONS)) {
      server.crashUnder(load, ticks.uploads().size(), ROUNDS, random);
      assertComplete(server, ticks);

      server.crash();
      assertComplete(server, ticks);

      server.restartWithoutDerived();
      assertComplete(server, ticks);
    }
  }

  @Test
  void killed_during_a_run_it_grants_to_the_point_what_an_undisturbed_run_grants()
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var ticks = Ticks.drawn(seed, RUN_USERS, RUN_USERS, now());
    var random = new SplittableRandom(seed);
    var undisturbed = new TreeMap<String, String>();
    try (var server = new ServerAtPort(folder.resolve("undisturbed"), Map.of())) {
      long campaign = publish(server, ticks);
      server.api().awaitCompleted(campaign);
      undisturbed.putAll(grants(server, campaign));
    }
    assertThat(undisturbed).hasSameSizeAs(ticks.counts());

    try (var server = new ServerAtPort(folder.resolve("killed"), Map.of())) {
      long campaign = publish(server, ticks);
      for (int round = 0; round < ROUNDS; round++) {
        long killAt = random.nextLong((long) undisturbed.size() * (round + 1) / (ROUNDS + 1));
        Until.holds("grant " + killAt, PATIENCE, () -> done(server, campaign) >= killAt);
        server.crash();
      }
      server.api().awaitCompleted(campaign);
      server.api().awaitSettled();
      assertThat(grants(server, campaign)).isEqualTo(undisturbed);
      assertWallets(server, undisturbed);
    }
  }

  private static void assertComplete(ServerAtPort server, Ticks ticks) throws IOException {
    server.api().awaitSettled();
    for (var identity : ticks.counts().keySet()) {
      assertThat(server.api().estimate(ticks.complete(identity))).as(identity).isEqualTo(1);
    }
  }

  private static long publish(ServerAtPort server, Ticks ticks) throws Exception {
    try (var load = new Load(server.client(), ticks.uploads(), 1)) {
      load.awaitDone();
    }
    server.api().awaitSettled();
    long wallet = server.createWallet(1);
    var rule = Map.of("did", Map.of("event", Ticks.EVENT));
    var earn = Map.of("scheme", "random", "min", 1, "max", 99, "favor", "avg");
    long campaign =
        server
            .api()
            .createCampaign(
                Map.of(
                    "name",
                    "Everybody",
                    "qualification",
                    "pastBehavior",
                    "who",
                    Map.of("rule", rule),
                    "what",
                    Map.of("type", "points", "walletId", wallet, "earn", earn),
                    "when",
                    Map.of("start", "now")));
    server.api().publish(campaign);
    return campaign;
  }

  /// Points by identity, as text so that all decimals are compared.
  private static Map<String, String> grants(ServerAtPort server, long campaign) throws IOException {
    var grants = new TreeMap<String, String>();
    for (var grant : server.api().grants(campaign)) {
      var before = grants.put(grant.get("identity").asString(), grant.get("points").asString());
      assertThat(before).as("granted twice: " + grant).isNull();
    }
    return grants;
  }

  private static long done(ServerAtPort server, long campaign) throws IOException {
    var runs = server.client().get("/api/v1/campaigns/" + campaign + "/runs").orThrow().json();
    return runs.at("/items/0/done").asLong();
  }

  private static void assertWallets(ServerAtPort server, Map<String, String> points)
      throws IOException {
    for (var identity : List.of("tick-user-1", "tick-user-7", "tick-user-29999")) {
      var wallets = server.api().wallets(identity);
      var expected = points.getOrDefault(identity, "0");
      assertThat(wallets.get(0).get("activePoints").asString()).as(identity).isEqualTo(expected);
    }
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
