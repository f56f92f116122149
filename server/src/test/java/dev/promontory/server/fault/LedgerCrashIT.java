package dev.promontory.server.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.books.VerifyCommand;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.database.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wallets while the server is killed: clients spend, hold, refund and reverse, and repeat with its
/// key whatever was not answered.
class LedgerCrashIT {
  private static final int ROUNDS = Integer.getInteger("promontory.fault.rounds", 3);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CLIENTS = 8;
  private static final int REQUESTS_PER_ROUND = 60;

  @TempDir private Path folder;

  @Test
  void killed_while_points_move_it_has_every_answered_request_exactly_once() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    var answered = new AtomicInteger();
    try (var server = new ServerAtPort(folder, Map.of());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long wallet = server.createWallet(0);
      var shoppers = new ArrayList<Shopper>();
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < CLIENTS; i++) {
        shoppers.add(shopper(server.client(), wallet, i, answered, random.split()));
      }
      int each = REQUESTS_PER_ROUND * (ROUNDS + 1);
      shoppers.forEach(shopper -> running.add(threads.submit(() -> shopper.shop(each))));
      int step = CLIENTS * REQUESTS_PER_ROUND;
      for (int round = 0; round < ROUNDS; round++) {
        int killAt = round * step + random.nextInt(step / 2, step);
        Until.holds("answer " + killAt, PATIENCE, () -> answered.get() >= killAt);
        server.crash();
      }
      for (var shopper : running) {
        shopper.get();
      }

      assertBooks(server, wallet, shoppers);
      server.crash();
      assertBooks(server, wallet, shoppers);
      assertProven();
      assertThat(shoppers.stream().mapToInt(Shopper::repeats).sum())
          .as("requests that a crash left without an answer")
          .isPositive();
    }
  }

  private static Shopper shopper(
      ApiClient client, long wallet, int number, AtomicInteger answered, SplittableRandom random)
      throws IOException {
    var identity = "shopper-" + number;
    var event =
        Map.of("type", "event", "identity", identity, "evtName", "Came", "evtData", Map.of());
    client.post("/1/upload", Map.of("d", List.of(event))).orThrow();
    return new Shopper(client, wallet, identity, answered, random);
  }

  private static void assertBooks(ServerAtPort server, long wallet, List<Shopper> shoppers)
      throws IOException {
    for (var shopper : shoppers) {
      var path = "/api/v1/wallets/%d/balance".formatted(wallet);
      var balance =
          server
              .client()
              .get(ApiClient.path(path, Map.of("identity", shopper.identity())))
              .orThrow()
              .json();
      var there =
          List.of("active", "held", "credited", "redeemed").stream()
              .map(name -> balance.get(name).decimalValue())
              .map(BigDecimal::intValueExact)
              .toList();
      assertThat(there).as(shopper.identity()).isEqualTo(shopper.expected());
    }
  }

  /// As `./promontory verify` does beside a running server.
  private void assertProven() {
    var text = new ByteArrayOutputStream();
    try (var books = Database.running(folder, 1).orElseThrow();
        var out = new PrintStream(text, true, UTF_8)) {
      int status = new VerifyCommand(out).run(books);
      assertThat(status).as(text.toString(UTF_8)).isZero();
    }
  }
}
