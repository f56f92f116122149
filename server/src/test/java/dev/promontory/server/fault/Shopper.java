package dev.promontory.server.fault;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One client with a user of its own, who moves points and keeps books of its own by what it is
/// answered. A request that is not answered is repeated with its key. Belongs to one thread until
/// it is done.
final class Shopper {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int MOST_POINTS = 50;

  private final ApiClient client;
  private final long wallet;
  private final String identity;
  private final AtomicInteger answered;
  private final SplittableRandom random;
  private final Set<Long> transactions = new HashSet<>();
  private final List<Posting> credits = new ArrayList<>();
  private final List<Posting> spendings = new ArrayList<>();
  private final List<Posting> holds = new ArrayList<>();
  private int requests;
  private int repeats;
  private int active;
  private int held;
  private int credited;
  private int redeemed;

  /// A transaction and its points.
  private record Posting(long id, int points) {}

  Shopper(
      ApiClient client,
      long wallet,
      String identity,
      AtomicInteger answered,
      SplittableRandom random) {
    this.client = client;
    this.wallet = wallet;
    this.identity = identity;
    this.answered = answered;
    this.random = random;
  }

  String identity() {
    return identity;
  }

  /// How often a request had to be sent again.
  int repeats() {
    return repeats;
  }

  /// What must be active, held, credited and redeemed.
  List<Integer> expected() {
    return List.of(active, held, credited, redeemed);
  }

  /// Sends so many requests, one after the other, each until it is answered.
  void shop(int count) {
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(7)) {
        case 0, 1 -> credit();
        case 2 -> debit();
        case 3 -> hold();
        case 4 -> endHold();
        case 5 -> refund();
        default -> reverse();
      }
      answered.incrementAndGet();
    }
  }

  private void credit() {
    int points = random.nextInt(1, MOST_POINTS);
    credits.add(new Posting(id(creditDebit("CREDIT", points)), points));
    active += points;
    credited += points;
  }

  private void debit() {
    if (active == 0) {
      return;
    }
    int points = random.nextInt(1, active + 1);
    spendings.add(new Posting(id(creditDebit("DEBIT", points)), points));
    active -= points;
    redeemed += points;
  }

  private void hold() {
    if (active == 0) {
      return;
    }
    int points = random.nextInt(1, active + 1);
    holds.add(
        new Posting(id(post("holds", Map.of("identity", identity, "points", points))), points));
    active -= points;
    held += points;
  }

  private void endHold() {
    if (holds.isEmpty()) {
      return;
    }
    var hold = holds.removeLast();
    boolean isCapture = random.nextBoolean();
    int captured = isCapture ? random.nextInt(1, hold.points() + 1) : 0;
    var path = "holds/%d/%s".formatted(hold.id(), isCapture ? "capture" : "release");
    long id = id(post(path, isCapture ? Map.of("points", captured) : Map.of()));
    if (isCapture) {
      spendings.add(new Posting(id, captured));
    }
    held -= hold.points();
    active += hold.points() - captured;
    redeemed += captured;
  }

  private void refund() {
    if (spendings.isEmpty()) {
      return;
    }
    var spending = spendings.removeLast();
    int points = random.nextInt(1, spending.points() + 1);
    id(post("refunds", Map.of("transactionId", spending.id(), "points", points)));
    if (points < spending.points()) {
      spendings.add(new Posting(spending.id(), spending.points() - points));
    }
    active += points;
    redeemed -= points;
  }

  private void reverse() {
    if (credits.isEmpty()) {
      return;
    }
    var credit = credits.removeLast();
    var answer = post("reversals", Map.of("transactionId", credit.id()));
    id(answer);
    int taken = Math.min(active, credit.points());
    expect(answer, "points", taken);
    expect(answer, "shortfall", credit.points() - taken);
    active -= taken;
    credited -= taken;
  }

  private JsonNode creditDebit(String type, int points) {
    var query = Map.of("identity", identity, "walletId", wallet);
    return send(
        ApiClient.path("/1/promo/creditDebit", query),
        Map.of("transactionType", type, "points", points, "description", "shopping"));
  }

  private JsonNode post(String what, Map<String, ?> body) {
    return send("/api/v1/wallets/%d/%s".formatted(wallet, what), body);
  }

  /// Sends a request until it is answered, each time with the same key.
  private JsonNode send(String path, Map<String, ?> body) {
    var key = "%s-%d".formatted(identity, ++requests);
    for (var answer = attempt(path, body, key); ; answer = attempt(path, body, key)) {
      if (answer != null) {
        return answer.orThrow().json();
      }
      repeats++;
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("the test is over");
      }
    }
  }

  private @Nullable Answer attempt(String path, Map<String, ?> body, String key) {
    try {
      var answer = client.post(path, body, key);
      return answer.status() == 503 || answer.status() == 429 ? null : answer;
    } catch (IOException _) {
      return null;
    }
  }

  /// The number of a transaction, which no other has.
  private long id(JsonNode answer) {
    long id = answer.get("transactionId").asLong();
    if (!transactions.add(id)) {
      throw new IllegalStateException("two requests have one transaction: " + answer);
    }
    return id;
  }

  private static void expect(JsonNode answer, String name, int points) {
    if (answer.get(name).decimalValue().intValueExact() != points) {
      throw new IllegalStateException("%s is not %d: %s".formatted(name, points, answer));
    }
  }
}
