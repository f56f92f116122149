package dev.promontory.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.webhook.Receiver.Call;
import dev.promontory.server.webhook.Receiver.Reaction;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Webhooks on a whole server that runs on the test clock.
class WebhooksIT {
  private static final Duration SHORT = Duration.ofMillis(1_500);
  private static final String PATH = "/api/v1/webhooks";
  private static final String PASSWORD = "hush-hush-password";

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ApiClient client;
  private static long wallet;
  private Receiver receiver;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder, Map.of("PROMONTORY_CLOCK", "test"), List.of());
    client =
        new ApiClient(
            server.address(), new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE));
    wallet = new Management(client).createWallet(Map.of("name", "Coins", "pointsName", "Coins"));
    var user = Map.of("type", "profile", "identity", "ann", "profileData", Map.of("Name", "Ann"));
    client.post("/1/upload", Map.of("d", List.of(user))).orThrow();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @BeforeEach
  void receive() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void endReceiving() throws IOException {
    for (var hook : client.get(PATH).orThrow().json().get("items")) {
      client.delete(PATH + "/" + hook.get("id").asLong()).orThrow();
    }
    receiver.close();
  }

  @Test
  void wh4_an_event_is_told_signed_and_no_secret_is_ever_seen_again() throws Exception {
    long witness = create("Witness", "points.credited");
    credit(1, "before there was a webhook");
    assertThat(receiver.next().json().at("/data/points").asInt()).isOne();
    client.delete(PATH + "/" + witness).orThrow();
    Map<String, Object> document = new HashMap<>(receiver.document("Signed", "points.credited"));
    var auth = Map.of("type", "basic", "username", "ann", "password", PASSWORD);
    document.put("auth", auth);
    document.put("headers", Map.of("X-Shop", "Bo & Co"));
    var created = client.post(PATH, document).orThrow().json();
    var secret = created.get("secret").asString();
    assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");

    var hostile = "<script>alert('1')</script> \u2028 \ud83d\udca5 \" \\ %s";
    long transaction = credit(12, hostile);
    debit(2);
    var call = receiver.next();

    assertThat(signatures(call)).containsExactly(signed(secret, call));
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.header("authorization")).startsWith("Basic ");
    assertThat(call.header("x-shop")).isEqualTo("Bo & Co");
    var body = call.json();
    assertThat(body.get("type").asString()).isEqualTo("points.credited");
    assertThat(body.at("/data/walletId").asLong()).isEqualTo(wallet);
    assertThat(body.at("/data/transactionId").asLong()).isEqualTo(transaction);
    assertThat(body.at("/data/identity").asString()).isEqualTo("ann");
    assertThat(body.at("/data/points").asInt()).isEqualTo(12);
    assertThat(body.at("/data/description").asString()).isEqualTo(hostile);
    assertThat(receiver.next(SHORT)).as("neither the debit nor what was before").isNull();

    long id = created.get("id").asLong();
    var delivery = awaitStatus(id, "delivered");
    assertThat(delivery.get("messageId").asString()).isEqualTo(call.header("webhook-id"));
    assertThat(delivery.get("payload")).isEqualTo(body);
    var seen =
        client.get(PATH).body()
            + client.get(PATH + "/" + id).body()
            + client.patch(PATH + "/" + id, Map.of("name", "Signed still")).body()
            + client.get(PATH + "/" + id + "/deliveries").body()
            + server.output();
    assertThat(seen).contains("Signed still").doesNotContain("whsec_", PASSWORD);
    assertThat(client.get("/metrics").body())
        .contains("promontory_webhook_deliveries_total{outcome=\"delivered\"}")
        .contains("promontory_webhook_oldest_waiting_seconds");
  }

  @Test
  void wh2_what_was_refused_comes_again_when_its_time_has_come() throws Exception {
    receiver.react(_ -> new Reaction(503, Map.of("Retry-After", "600"), "come back later"));
    long id = create("Refusing", "points.credited");
    credit(3, "refused at first");
    var first = receiver.next();
    var waiting = awaitAttempts(id, 1);
    assertThat(waiting.get("status").asString()).isEqualTo("waiting");
    assertThat(waiting.at("/lastAttempt/status").asInt()).isEqualTo(503);
    assertThat(waiting.at("/lastAttempt/note").asString()).isEqualTo("come back later");

    receiver.react(_ -> Reaction.status(204));
    advance(599);
    assertThat(receiver.next(SHORT)).as("the receiver asked for ten minutes").isNull();
    advance(1);
    var second = receiver.next();

    assertThat(second.header("webhook-id")).isEqualTo(first.header("webhook-id"));
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("webhook-timestamp")).isNotEqualTo(first.header("webhook-timestamp"));
    var delivered = awaitStatus(id, "delivered");
    assertThat(delivered.get("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void wh5_a_receiver_that_never_answers_holds_up_no_other() throws Exception {
    try (var quick = new Receiver()) {
      receiver.react(_ -> Reaction.silence());
      long slow = create("Silent", "points.credited", "points.debited");
      client.post(PATH, quick.document("Quick", "points.credited")).orThrow();
      Set<Long> told = new HashSet<>();
      Set<Long> credited = new HashSet<>();
      long began = System.nanoTime();
      for (int i = 0; i < 60; i++) {
        credited.add(credit(1, "credit " + i));
      }
      while (told.size() < credited.size()) {
        told.add(quick.next().json().at("/data/transactionId").asLong());
      }
      assertThat(told).isEqualTo(credited);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
      assertThat(client.get(PATH + "/" + slow).json().get("waiting").asInt()).isGreaterThan(50);
      assertThat(client.get("/health/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void a_paused_webhook_waits_and_what_was_delivered_can_be_replayed() throws Exception {
    long id = create("Paused", "points.credited");
    assertThat(post(id, "pause").json().get("status").asString()).isEqualTo("paused");
    credit(4, "while it was paused");
    assertThat(receiver.next(SHORT)).isNull();
    assertThat(post(id, "resume").json().get("status").asString()).isEqualTo("active");
    var call = receiver.next();
    var delivery = awaitStatus(id, "delivered");

    long position = delivery.get("id").asLong();
    var path = PATH + "/" + id + "/deliveries/" + position;
    assertThat(client.post(path + "/replay").status()).isEqualTo(202);
    var again = receiver.next();
    assertThat(again.header("webhook-id")).isEqualTo(call.header("webhook-id"));
    assertThat(again.body()).isEqualTo(call.body());
    assertThat(client.get(path).json().get("event").asString()).isEqualTo("points.credited");
    assertThat(client.post(PATH + "/" + id + "/deliveries/1/replay").status()).isEqualTo(404);
    assertThat(client.get(PATH + "/" + id + "/deliveries?status=failed").json().get("items"))
        .isEmpty();
    assertThat(client.get(PATH + "/" + id + "/deliveries?status=lost").status()).isEqualTo(400);
    var since = Map.of("since", "2020-01-01T00:00:00Z");
    var replayed = client.post(PATH + "/" + id + "/replay", since);
    assertThat(replayed.json().get("replayed").asInt()).isZero();
    assertThat(client.post(PATH + "/" + id + "/replay", Map.of()).status()).isEqualTo(400);
  }

  @Test
  void after_a_rotation_both_secrets_sign_for_a_day() throws Exception {
    var created = client.post(PATH, receiver.document("Rotated", "points.credited")).json();
    long id = created.get("id").asLong();
    var old = created.get("secret").asString();
    var fresh = post(id, "secret").json().get("secret").asString();
    assertThat(fresh).isNotEqualTo(old);
    credit(5, "with two signatures");
    var call = receiver.next();
    assertThat(signatures(call)).containsExactly(signed(fresh, call), signed(old, call));

    advance(86_400);
    credit(6, "with one");
    var later = receiver.next();
    assertThat(signatures(later)).containsExactly(signed(fresh, later));
  }

  @Test
  void a_webhook_can_be_tried_at_once() throws Exception {
    receiver.react(_ -> new Reaction(418, Map.of(), "a teapot"));
    long id = create("Tried", "points.credited");

    var answer = post(id, "test").json();

    assertThat(answer.get("accepted").asBoolean()).isFalse();
    assertThat(answer.get("status").asInt()).isEqualTo(418);
    assertThat(answer.get("note").asString()).isEqualTo("a teapot");
    assertThat(receiver.next().json().get("type").asString()).isEqualTo("webhook.test");
    assertThat(client.post(PATH + "/999999/test").status()).isEqualTo(404);
  }

  @Test
  void a_call_that_creates_one_is_answered_once_for_each_key() throws Exception {
    var document = receiver.document("Once", "points.credited");
    var first = client.post(PATH, document, "key-1");
    var repeat = client.post(PATH, document, "key-1");

    assertThat(first.status()).isEqualTo(201);
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(client.post(PATH, document).status()).isEqualTo(409);
    assertThat(client.get(PATH).json().get("items").size()).isEqualTo(1);
  }

  @Test
  void a_document_is_told_all_its_problems_at_once() throws Exception {
    var bad =
        Map.of(
            "url",
            "ftp://example.com",
            "method",
            "GET",
            "auth",
            Map.of("type", "basic", "username", "a:b", "password", "x"),
            "headers",
            Map.of("Host", "a", "webhook-id", "b", "X-Break", "a\r\nb: c", "Authorization", "d"),
            "events",
            List.of("points.credited", "points.credited", "points.lost", "grant.granted"),
            "secret",
            "mine");
    var answer = client.post(PATH, bad);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(paths(answer))
        .containsExactlyInAnyOrder(
            "name",
            "url",
            "method",
            "auth.username",
            "headers.Host",
            "headers.webhook-id",
            "headers.X-Break",
            "headers.Authorization",
            "events[1]",
            "events[2]",
            "events[3]",
            "secret");
    var planned = client.post(PATH, receiver.document("Planned", "grant.granted"));
    assertThat(planned.json().get("type").asString()).isEqualTo("/problems/not-built");
    var metadata =
        Map.of("name", "M", "url", "http://169.254.169.254/", "events", List.of("points.credited"));
    assertThat(paths(client.post(PATH, metadata))).containsExactly("url");
    long id = create("Kept", "points.credited");
    assertThat(paths(client.patch(PATH + "/" + id, Map.of("method", "GET"))))
        .containsExactly("method");
    var changed =
        client.patch(PATH + "/" + id, Map.of("method", "PUT", "events", List.of("points.expired")));
    assertThat(changed.json().get("method").asString()).isEqualTo("PUT");
    assertThat(changed.json().get("name").asString()).isEqualTo("Kept");
    assertThat(changed.json().get("events").toString()).isEqualTo("[\"points.expired\"]");
  }

  private long create(String name, String... events) throws IOException {
    return client.post(PATH, receiver.document(name, events)).orThrow().json().get("id").asLong();
  }

  private static Answer post(long id, String action) throws IOException {
    return client.post(PATH + "/" + id + "/" + action).orThrow();
  }

  /// Credits, and tells the transaction.
  private static long credit(int points, String description) throws IOException {
    return move("CREDIT", points, description);
  }

  private static void debit(int points) throws IOException {
    var _ = move("DEBIT", points, "spent");
  }

  private static long move(String type, int points, String description) throws IOException {
    var path = "/1/promo/creditDebit?identity=ann&walletId=" + wallet;
    var body = Map.of("transactionType", type, "points", points, "description", description);
    var answer = client.post(path, body).orThrow();
    assertThat(answer.body()).contains("\"success\"");
    return answer.json().findValue("transactionId").asLong();
  }

  private static void advance(int seconds) throws IOException {
    client.post("/api/v1/clock", Map.of("advanceSeconds", seconds)).orThrow();
  }

  private static JsonNode awaitStatus(long id, String status) throws IOException {
    return await(id, delivery -> delivery.get("status").asString().equals(status));
  }

  private static JsonNode awaitAttempts(long id, int attempts) throws IOException {
    return await(id, delivery -> delivery.get("attempts").asInt() == attempts);
  }

  /// The newest delivery of a webhook, once something holds for it.
  private static JsonNode await(long id, Predicate<JsonNode> condition) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      var items = client.get(PATH + "/" + id + "/deliveries").orThrow().json().get("items");
      if (!items.isEmpty() && condition.test(items.get(0))) {
        return items.get(0);
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError(
        "no such delivery: " + client.get(PATH + "/" + id + "/deliveries").body());
  }

  private static List<String> signatures(Call call) {
    return List.of(call.header("webhook-signature").split(" ", -1));
  }

  /// As the specification says it, apart from what the server does.
  private static String signed(String secret, Call call) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    var key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(call.header("webhook-id").getBytes(StandardCharsets.UTF_8));
    mac.update((byte) '.');
    mac.update(call.header("webhook-timestamp").getBytes(StandardCharsets.UTF_8));
    mac.update((byte) '.');
    return "v1,"
        + Base64.getEncoder()
            .encodeToString(mac.doFinal(call.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> paths(Answer refused) {
    List<String> paths = new ArrayList<>();
    refused.json().path("errors").forEach(error -> paths.add(error.path("path").asString()));
    return paths;
  }
}
