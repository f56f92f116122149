package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Live campaigns while the server is killed.
class LiveCrashIT {
  private static final int ROUNDS = Integer.getInteger("promontory.fault.rounds", 3);
  private static final int USERS = 40;
  private static final int EVENTS_PER_ROUND = 5_000;
  private static final int CONNECTIONS = 4;
  private static final int ENOUGH = 100;
  private static final int BONUS = 5;

  @TempDir private Path folder;

  @Test
  void killed_under_load_it_rewards_every_event_exactly_once() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var ticks = Ticks.drawn(seed, USERS, ROUNDS * EVENTS_PER_ROUND, Instant.now().getEpochSecond());
    var random = new SplittableRandom(seed);
    try (var server = new ServerAtPort(folder, Map.of())) {
      publish(server);
      try (var load = new Load(server.client(), ticks.uploads(), CONNECTIONS)) {
        server.crashUnder(load, ticks.uploads().size(), ROUNDS, random);
      }
      assertRewarded(server, ticks);

      server.crash();
      assertRewarded(server, ticks);

      server.restartWithoutDerived();
      assertRewarded(server, ticks);
      var more = Ticks.drawn(seed + 1, USERS, USERS * 2, Instant.now().getEpochSecond());
      try (var load = new Load(server.client(), more.uploads(), 1)) {
        load.awaitDone();
      }
      assertRewarded(server, ticks, more);
    }
  }

  /// A tenth of each amount, and once a bonus for whoever has ticked often before.
  private static void publish(ServerAtPort server) throws IOException {
    long wallet = server.createWallet(3);
    var trigger = Map.of("events", List.of(Map.of("event", Ticks.EVENT)));
    var percentage = Map.of("scheme", "percentage", "percent", 10, "property", "Amount");
    publish(
        server,
        Map.of("trigger", trigger),
        Map.of("type", "points", "walletId", wallet, "earn", percentage));
    var often =
        Map.of("did", Map.of("event", Ticks.EVENT, "count", Map.of("op", "gte", "value", ENOUGH)));
    var flat = Map.of("scheme", "flat", "points", BONUS);
    var once = Map.of("perUser", Map.of("total", 1));
    publish(
        server,
        Map.of("trigger", trigger, "filter", often),
        Map.of("type", "points", "walletId", wallet, "earn", flat, "limits", once));
  }

  private static void publish(ServerAtPort server, Map<String, ?> who, Map<String, ?> what)
      throws IOException {
    long campaign =
        server
            .api()
            .createCampaign(
                Map.of(
                    "name",
                    "Live",
                    "qualification",
                    "live",
                    "who",
                    who,
                    "what",
                    what,
                    "when",
                    Map.of("start", "now", "end", "never")));
    server.api().publish(campaign);
  }

  private static void assertRewarded(ServerAtPort server, Ticks... all) throws IOException {
    server.api().awaitSettled();
    for (var identity : all[0].counts().keySet()) {
      long cents = 0;
      long count = 0;
      for (var ticks : all) {
        cents += ticks.sums().getOrDefault(identity, 0L);
        count += ticks.counts().getOrDefault(identity, 0L);
      }
      var expected = BigDecimal.valueOf(cents, 3).add(BigDecimal.valueOf(bonus(count)));
      var wallet = server.api().wallets(identity).get(0);
      assertThat(new BigDecimal(wallet.get("activePoints").asString()))
          .as(identity)
          .isEqualByComparingTo(expected);
    }
  }

  private static long bonus(long count) {
    return count > ENOUGH ? BONUS : 0;
  }
}
