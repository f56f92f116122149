package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.webhook.Receiver;
import dev.promontory.server.webhook.Receiver.Reaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// WH1, WH2: a webhook is told of everything that was acknowledged, whenever the server is killed.
class WebhookCrashIT {
  private static final int ROUNDS = 3;
  private static final int CREDITS = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PATH = "/api/v1/webhooks";

  @TempDir private Path folder;

  @Test
  void killed_with_deliveries_under_way_it_tells_of_every_credit() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    var calls = new AtomicInteger();
    try (var receiver = new Receiver();
        var server = new ServerAtPort(folder, Map.of())) {
      // Of the first calls of each round some are left without an answer: they are under way when
      // the server is killed.
      receiver.react(
          _ -> calls.incrementAndGet() % 5 == 0 ? Reaction.silence() : Reaction.status(200));
      long wallet = server.createWallet(0);
      var user = Map.of("type", "profile", "identity", "ann", "profileData", Map.of("Name", "Ann"));
      server.client().post("/1/upload", Map.of("d", List.of(user))).orThrow();
      var hook = receiver.document("Hook", "points.credited");
      long id = server.client().post(PATH, hook).orThrow().json().get("id").asLong();
      Set<Long> credited = new HashSet<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CREDITS; i++) {
          credited.add(credit(server, wallet));
        }
        int killAt = calls.get() + random.nextInt(CREDITS / 4);
        Until.holds("call " + killAt, PATIENCE, () -> calls.get() >= killAt);
        server.crash();
      }
      receiver.react(_ -> Reaction.status(200));

      Until.holds(
          "nothing waits",
          PATIENCE,
          () -> delivered(server, id, "waiting").isEmpty() && all(server, id) == credited.size());

      assertThat(delivered(server, id, "delivered")).isEqualTo(credited);
      Set<Long> told = new HashSet<>();
      for (var call = receiver.next(Duration.ZERO);
          call != null;
          call = receiver.next(Duration.ZERO)) {
        told.add(call.json().at("/data/transactionId").asLong());
      }
      assertThat(told).isEqualTo(credited);
    }
  }

  private static int all(ServerAtPort server, long id) throws Exception {
    return server.api().all(PATH + "/" + id + "/deliveries", Map.of()).size();
  }

  private static Set<Long> delivered(ServerAtPort server, long id, String status) throws Exception {
    Set<Long> transactions = new HashSet<>();
    for (var each : server.api().all(PATH + "/" + id + "/deliveries", Map.of("status", status))) {
      transactions.add(each.at("/payload/data/transactionId").asLong());
    }
    return transactions;
  }

  private static long credit(ServerAtPort server, long wallet) throws Exception {
    var path = "/1/promo/creditDebit?identity=ann&walletId=" + wallet;
    var body = Map.of("transactionType", "CREDIT", "points", 1, "description", "credit");
    return server.client().post(path, body).orThrow().json().findValue("transactionId").asLong();
  }
}
