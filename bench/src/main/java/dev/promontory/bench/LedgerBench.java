package dev.promontory.bench;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Management;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Credits and debits over many users' wallets by batches over HTTP, each batch one durable
/// transaction with lots, entries and an idempotency key; beside pgbench, which changes one row of
/// three tables and adds one to a fourth in each of its transactions.
final class LedgerBench implements Scenario {
  private static final int USERS = 10_000;
  private static final int PER_BATCH = 1_000;
  private static final int CONNECTIONS = 4;
  private static final int CREDIT = 10;
  private static final int DEBIT = 9;
  private static final int CHECKED = 50;
  private static final int WARM_UP_OF = 10;
  private static final double NANOS = 1e9;
  private static final double TARGET_RATIO = 5;
  private static final String HEADER = "identity,type,points,description\n";

  /// What a load came to.
  private record Load(long operations, double seconds, Latencies latencies, Usage usage) {
    double perSecond() {
      return operations / seconds;
    }
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String title() {
    return "credits and debits by API batches, beside the transactions of pgbench";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    long batches = settings.size(1_000L, 40L);
    Load load;
    try (var server = ServerUnderTest.start(settings.folder().resolve("server"))) {
      settings.say("uploading %,d users".formatted(USERS));
      upload(server, settings.seed());
      long wallet = server.management().createWallet(wallet());
      settings.say("warm-up");
      post(server, wallet, 0, batches / WARM_UP_OF, settings.seed());
      settings.say("%,d batches of %,d credits and debits".formatted(batches, PER_BATCH));
      load =
          post(
              server,
              wallet,
              batches / WARM_UP_OF,
              batches + batches / WARM_UP_OF,
              settings.seed());
      check(server.management(), settings.seed(), batches + batches / WARM_UP_OF);
    }
    settings.say("baseline: pgbench");
    return result(load, PgBench.run(settings));
  }

  private static void upload(ServerUnderTest server, long seed) throws Exception {
    var events =
        new EventStream(
            EventStream.templates(seed, PER_BATCH),
            seed,
            EventStream.eachOf(USERS),
            System.currentTimeMillis() / 1000 - USERS,
            1);
    UploadLoad.of(server.address(), events, PER_BATCH).run(0, USERS, CONNECTIONS);
    server.management().awaitSettled();
  }

  private static Map<String, Object> wallet() {
    return Map.of(
        "name", "Ledger",
        "pointsName", "Points",
        "expiry", Map.of("type", "never"),
        "consumption", "earliestExpiry",
        "rounding", Map.of("decimals", 0, "mode", "down"));
  }

  /// Posts batches `from` to `to`, `to` excluded.
  private static Load post(ServerUnderTest server, long wallet, long from, long to, long seed)
      throws Exception {
    var next = new AtomicLong(from);
    var path = "/api/v1/wallets/" + wallet + "/adjustments/bulk";
    Callable<Latencies> client = () -> post(server.client(), path, next, to, seed);
    var parts = new ArrayList<Latencies>();
    var before = Usage.now(server.meter());
    long began = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (var part : threads.invokeAll(Collections.nCopies(CONNECTIONS, client))) {
        parts.add(part.get());
      }
    }
    double seconds = (System.nanoTime() - began) / NANOS;
    var usage = Usage.now(server.meter()).since(before);
    return new Load((to - from) * PER_BATCH, seconds, Latencies.merged(parts), usage);
  }

  private static Latencies post(ApiClient client, String path, AtomicLong next, long to, long seed)
      throws IOException {
    var latencies = new Latencies();
    for (long batch = next.getAndIncrement(); batch < to; batch = next.getAndIncrement()) {
      var body = body(users(batch, seed)).getBytes(StandardCharsets.US_ASCII);
      long began = System.nanoTime();
      var answer = client.post(path, "text/csv", body, Map.of("Idempotency-Key", "batch-" + batch));
      latencies.add(System.nanoTime() - began);
      if (answer.orThrow().json().get("posted").asInt() != PER_BATCH) {
        throw new IllegalStateException("batch " + batch + " was answered " + answer.json());
      }
    }
    return latencies;
  }

  /// The users of a batch: each gets a credit and a debit.
  private static int[] users(long batch, long seed) {
    return new SplittableRandom(seed + batch).ints(PER_BATCH / 2, 0, USERS).toArray();
  }

  private static String body(int[] users) {
    var body = new StringBuilder(HEADER);
    for (int user : users) {
      var identity = UploadBody.identity(user);
      body.append(identity).append(",credit,").append(CREDIT).append(",Points for a purchase\n");
      body.append(identity).append(",debit,").append(DEBIT).append(",Points spent\n");
    }
    return body.toString();
  }

  /// Some users have what all batches together left them.
  private static void check(Management api, long seed, long batches) throws IOException {
    var operations = new long[USERS];
    for (long batch = 0; batch < batches; batch++) {
      for (int user : users(batch, seed)) {
        operations[user]++;
      }
    }
    for (int user = 0; user < CHECKED; user++) {
      var wallets = api.wallets(UploadBody.identity(user));
      var active = wallets.isEmpty() ? BigDecimal.ZERO : active(wallets.get(0));
      if (active.compareTo(BigDecimal.valueOf(operations[user] * (CREDIT - DEBIT))) != 0) {
        throw new IllegalStateException("user %d has %s points".formatted(user, active));
      }
    }
  }

  private static BigDecimal active(tools.jackson.databind.JsonNode wallet) {
    return wallet.get("activePoints").decimalValue();
  }

  private static Result result(Load load, double baseline) {
    return load.usage()
        .addTo(
            Result.of("ledger", load.perSecond(), baseline, "operations/s")
                .with("users", USERS)
                .with("operations", load.operations())
                .with("operationsPerBatch", PER_BATCH)
                .with("connections", CONNECTIONS)
                .with("pgbench", List.of(PgBench.COMMAND).toString())
                .with(Measure.of("a batch, p50", load.latencies().millisAt(0.5), "ms"))
                .with(Measure.of("a batch, p99", load.latencies().millisAt(0.99), "ms")),
            "operation",
            load.operations())
        .with(Target.atLeast("times pgbench", load.perSecond() / baseline, TARGET_RATIO));
  }
}
