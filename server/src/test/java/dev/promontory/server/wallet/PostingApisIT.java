package dev.promontory.server.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Holds, refunds, reversals, blocks and merges over HTTP, on a server with a clock that the tests
/// move.
class PostingApisIT {
  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ApiClient client;
  private static Management api;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder, Map.of("PROMONTORY_CLOCK", "test"), List.of());
    client =
        new ApiClient(
            server.address(), new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE));
    api = new Management(client);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void a_hold_is_captured_in_part_and_the_rest_is_free_again() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of());

    var held =
        post(wallet, "holds", Map.of("identity", ann, "points", 60, "orderId", "o-1")).json();

    assertThat(numbers(held, "points", "active", "held")).isEqualTo("60 40 60");
    assertThat(Instant.parse(held.get("expiresAt").asString())).isEqualTo(now().plusSeconds(900));
    assertThat(refused(debit(ann, wallet, 41))).contains("available balance");
    var hold = "holds/" + held.get("holdId").asLong();
    assertThat(get(wallet, hold).get("status").asString()).isEqualTo("open");
    assertThat(balance(ann, wallet).get("holds")).hasSize(1);

    var captured = post(wallet, hold + "/capture", Map.of("points", 45)).json();

    assertThat(numbers(captured, "points", "captured", "released", "active", "held"))
        .isEqualTo("45 45 15 55 0");
    assertThat(get(wallet, hold).get("status").asString()).isEqualTo("captured");
    assertThat(numbers(balance(ann, wallet), "active", "redeemed")).isEqualTo("55 45");
    assertThat(type(post(wallet, hold + "/release", Map.of()))).endsWith("hold-ended");
    assertThat(type(post(wallet, "holds/1/capture", Map.of()))).endsWith("unknown-hold");
  }

  @Test
  void a_hold_is_released_by_a_call_without_a_body_or_when_its_time_is_up() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of());
    long first = hold(ann, wallet, 30);
    long second = hold(ann, wallet, 70);

    var path = "/api/v1/wallets/%d/holds/%d/release".formatted(wallet, first);
    var released = client.post(path).orThrow();
    assertThat(numbers(released.json(), "released", "captured", "active", "held"))
        .isEqualTo("30 0 30 70");
    advance(899);
    assertThat(numbers(balance(ann, wallet), "active", "held")).isEqualTo("30 70");
    advance(1);

    assertThat(numbers(balance(ann, wallet), "active", "held")).isEqualTo("100 0");
    assertThat(get(wallet, "holds/" + second).get("status").asString()).isEqualTo("released");
    assertThat(type(post(wallet, "holds/" + second + "/capture", Map.of()))).endsWith("hold-ended");
  }

  @Test
  void held_points_do_not_expire_and_released_ones_expire_at_once_if_they_would_have()
      throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of("expireAfter", Map.of("amount", 5, "unit", "minute")));
    long captured = hold(ann, wallet, 40);
    hold(ann, wallet, 50);
    advance(360);

    assertThat(numbers(balance(ann, wallet), "active", "held", "expired")).isEqualTo("0 90 10");
    post(wallet, "holds/" + captured + "/capture", Map.of()).orThrow();
    advance(600);

    assertThat(numbers(balance(ann, wallet), "active", "held", "expired", "redeemed"))
        .isEqualTo("0 0 60 40");
  }

  @Test
  void w24_a_refund_by_transaction_or_order_restores_the_lots() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 50, Map.of("expireAfter", Map.of("amount", 3, "unit", "day")));
    credit(ann, wallet, 50, Map.of("expireAfter", Map.of("amount", 9, "unit", "day")));
    var before = balance(ann, wallet).get("lots");
    long spent = debit(ann, wallet, 80).json().get("transactionId").asLong();

    var part = post(wallet, "refunds", Map.of("transactionId", spent, "points", 30)).json();
    assertThat(numbers(part, "points", "active")).isEqualTo("30 50");
    assertThat(numbers(balance(ann, wallet), "active", "redeemed")).isEqualTo("50 50");
    var rest = post(wallet, "refunds", Map.of("orderId", "o-" + ann)).json();
    assertThat(numbers(rest, "points", "active")).isEqualTo("50 100");

    assertThat(balance(ann, wallet).get("lots")).isEqualTo(before);
    assertThat(type(post(wallet, "refunds", Map.of("transactionId", spent))))
        .endsWith("nothing-left");
    assertThat(type(post(wallet, "refunds", Map.of("transactionId", 1))))
        .endsWith("unknown-transaction");
  }

  @Test
  void s6_a_refund_of_points_that_expired_since_gives_them_a_week() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 50, Map.of("expireAfter", Map.of("amount", 1, "unit", "day")));
    long spent = debit(ann, wallet, 50).json().get("transactionId").asLong();
    advance(2 * 86_400);

    post(wallet, "refunds", Map.of("transactionId", spent)).orThrow();

    var lot = balance(ann, wallet).get("lots").get(0);
    assertThat(Instant.parse(lot.get("expiresAt").asString()))
        .isEqualTo(now().plusSeconds(7 * 86_400));
    advance(7 * 86_400);
    assertThat(numbers(balance(ann, wallet), "active", "expired")).isEqualTo("0 50");
  }

  @Test
  void w22_w23_a_reversal_takes_promised_then_active_points_and_records_what_is_missing()
      throws IOException {
    var ann = user();
    long wallet = wallet();
    var later = Map.<String, Object>of("activateAfter", Map.of("amount", 7, "unit", "day"));
    long promised = credit(ann, wallet, 20, later).json().get("transactionId").asLong();
    long active = credit(ann, wallet, 100, Map.of()).json().get("transactionId").asLong();
    debit(ann, wallet, 60).orThrow();

    var first = post(wallet, "reversals", Map.of("transactionId", promised)).json();
    var second = post(wallet, "reversals", Map.of("transactionId", active)).json();

    assertThat(numbers(first, "points", "shortfall", "active", "promised")).isEqualTo("20 0 40 0");
    assertThat(numbers(second, "points", "shortfall", "active")).isEqualTo("40 60 0");
    assertThat(type(post(wallet, "reversals", Map.of("transactionId", active))))
        .endsWith("nothing-left");
    var debitOfAnn = debit(ann, wallet, 1);
    assertThat(refused(debitOfAnn)).contains("available balance");
    advance(8 * 86_400);
    assertThat(numbers(balance(ann, wallet), "active", "promised", "credited")).isEqualTo("0 0 60");
  }

  @Test
  void an_order_of_two_users_needs_to_be_told_whose() throws IOException {
    var ann = user();
    var bob = user();
    long wallet = wallet();
    for (var user : List.of(ann, bob)) {
      credit(user, wallet, 10, Map.of());
      post(wallet, "holds", Map.of("identity", user, "points", 1)).orThrow();
      creditDebit(user, wallet, "DEBIT", 4, Map.of("orderId", "shared")).orThrow();
    }

    assertThat(type(post(wallet, "refunds", Map.of("orderId", "shared"))))
        .endsWith("several-users");
    post(wallet, "refunds", Map.of("orderId", "shared", "identity", bob)).orThrow();

    assertThat(numbers(balance(bob, wallet), "active", "redeemed")).isEqualTo("9 0");
    assertThat(numbers(balance(ann, wallet), "active", "redeemed")).isEqualTo("5 4");
    assertThat(type(post(wallet, "reversals", Map.of("orderId", "shared", "identity", ann))))
        .endsWith("other-kind");
  }

  @Test
  void s6_each_operation_is_done_once_for_its_key() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of());
    var document = Map.of("identity", ann, "points", 10);

    var first = keyed(wallet, "holds", document, "hold-key");
    var again = keyed(wallet, "holds", document, "hold-key");
    var other = keyed(wallet, "holds", Map.of("identity", ann, "points", 11), "hold-key");

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(409);
    var capture = "holds/" + first.json().get("holdId").asLong() + "/capture";
    var captured = keyed(wallet, capture, Map.of(), "capture-key").json();
    assertThat(keyed(wallet, capture, Map.of(), "capture-key").json()).isEqualTo(captured);
    var refund = Map.of("transactionId", captured.get("transactionId").asLong());
    var refunded = keyed(wallet, "refunds", refund, "refund-key").json();
    assertThat(keyed(wallet, "refunds", refund, "refund-key").json()).isEqualTo(refunded);
    assertThat(numbers(balance(ann, wallet), "active", "held", "redeemed")).isEqualTo("100 0 0");
  }

  @Test
  void s6_a_repeat_by_order_gets_the_first_answer_whatever_came_for_the_order_since()
      throws IOException {
    var ann = user();
    var bob = user();
    long wallet = wallet();
    Map<String, Object> order = Map.of("orderId", "o-1");
    credit(ann, wallet, 100, order);
    credit(bob, wallet, 100, Map.of());
    long spent = creditDebit(ann, wallet, "DEBIT", 10, order).json().get("transactionId").asLong();
    var refunded = keyed(wallet, "refunds", order, "refund-by-order");
    var reversed = keyed(wallet, "reversals", order, "reversal-by-order");

    creditDebit(bob, wallet, "DEBIT", 20, order).orThrow();
    credit(bob, wallet, 20, order).orThrow();

    assertThat(refunded.json().get("relatedIds"))
        .extracting(JsonNode::asLong)
        .containsExactly(spent);
    assertThat(keyed(wallet, "refunds", order, "refund-by-order").json())
        .isEqualTo(refunded.json());
    assertThat(keyed(wallet, "reversals", order, "reversal-by-order").json())
        .isEqualTo(reversed.json());
    assertThat(keyed(wallet, "refunds", Map.of("orderId", "o-2"), "refund-by-order").status())
        .isEqualTo(409);
    assertThat(numbers(balance(bob, wallet), "active")).isEqualTo("100");
  }

  @Test
  void what_is_told_as_undone_is_what_was_undone() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of());
    debit(ann, wallet, 10);
    long last = debit(ann, wallet, 20).json().get("transactionId").asLong();

    var refunded = post(wallet, "refunds", Map.of("orderId", "o-" + ann, "points", 15)).json();

    assertThat(refunded.get("relatedIds")).extracting(JsonNode::asLong).containsExactly(last);
  }

  @Test
  void a_blocked_user_gets_and_spends_nothing_but_open_business_is_finished() throws IOException {
    var ann = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of());
    long spent = debit(ann, wallet, 10).json().get("transactionId").asLong();
    long open = hold(ann, wallet, 20);
    post(wallet, "blocks", Map.of("identity", ann, "reason", "stolen card")).orThrow();

    assertThat(refused(debit(ann, wallet, 1))).contains("blocked");
    assertThat(refused(credit(ann, wallet, 1, Map.of()))).contains("blocked");
    assertThat(type(post(wallet, "holds", Map.of("identity", ann, "points", 1))))
        .endsWith("user-blocked");
    post(wallet, "holds/" + open + "/capture", Map.of()).orThrow();
    post(wallet, "refunds", Map.of("transactionId", spent)).orThrow();
    assertThat(get(wallet, "blocks").get("items"))
        .extracting(item -> item.get("identity").asString(), item -> item.get("reason").asString())
        .containsExactly(tuple(ann, "stolen card"));

    var path = ApiClient.path("/api/v1/wallets/" + wallet + "/blocks", Map.of("identity", ann));
    assertThat(client.delete(path).status()).isEqualTo(204);
    debit(ann, wallet, 1).orThrow();
    assertThat(get(wallet, "blocks").get("items")).isEmpty();
  }

  @Test
  void merged_users_have_one_wallet_with_all_lots_holds_and_totals() throws IOException {
    var ann = user();
    var bob = user();
    long wallet = wallet();
    credit(ann, wallet, 100, Map.of("expireAfter", Map.of("amount", 9, "unit", "day")));
    long spent = debit(ann, wallet, 30).json().get("transactionId").asLong();
    long open = hold(ann, wallet, 20);
    credit(bob, wallet, 7, Map.of());

    var merged = client.post("/api/v1/users/merge", Map.of("from", ann, "into", bob)).orThrow();

    assertThat(merged.json().get("merged").asBoolean()).isTrue();
    for (var user : List.of(ann, bob)) {
      assertThat(numbers(balance(user, wallet), "active", "held", "credited", "redeemed"))
          .isEqualTo("57 20 107 30");
    }
    post(wallet, "holds/" + open + "/capture", Map.of("points", 5)).orThrow();
    post(wallet, "refunds", Map.of("transactionId", spent)).orThrow();
    credit(ann, wallet, 1, Map.of());
    assertThat(numbers(balance(bob, wallet), "active", "held", "credited", "redeemed"))
        .isEqualTo("103 0 108 5");
    var again = client.post("/api/v1/users/merge", Map.of("from", bob, "into", ann)).orThrow();
    assertThat(again.json().get("merged").asBoolean()).isFalse();
    assertThat(client.post("/api/v1/users/merge", Map.of("from", ann, "into", "nobody")).status())
        .isEqualTo(404);
  }

  @Test
  void s6_a_deleted_user_is_nobody_but_the_ledger_keeps_the_sums() throws IOException {
    var ann = user();
    long wallet = wallet();
    long other = wallet();
    credit(ann, wallet, 100, Map.of("orderId", "private"));
    debit(ann, wallet, 30).orThrow();
    client
        .post(
            "/1/upload",
            Map.of(
                "d",
                List.of(
                    Map.of(
                        "type", "profile", "identity", ann, "profileData", Map.of("Name", "A")))))
        .orThrow();

    assertThat(client.delete("/api/v1/users/" + ann).status()).isEqualTo(204);

    assertThat(client.delete("/api/v1/users/" + ann).status()).isEqualTo(404);
    assertThat(client.get("/api/v1/users/" + ann).status()).isEqualTo(404);
    assertThat(type(post(wallet, "refunds", Map.of("orderId", "private"))))
        .endsWith("unknown-transaction");
    // Who comes again is somebody else.
    upload(ann);
    assertThat(numbers(balance(ann, wallet), "active", "redeemed")).isEqualTo("0 0");
    var profile = client.get("/api/v1/users/" + ann).orThrow().json();
    assertThat(profile.get("profile")).isEmpty();
    credit(ann, other, 5, Map.of());
    assertThat(numbers(balance(ann, other), "active")).isEqualTo("5");
  }

  @Test
  void all_problems_of_a_request_are_told_with_their_places() throws IOException {
    long wallet = wallet();

    var answer =
        post(
            wallet,
            "holds",
            Map.of(
                "points", -1, "expiresAfter", Map.of("amount", 31, "unit", "day"), "colour", "x"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors"))
        .extracting(error -> error.get("path").asString())
        .containsExactlyInAnyOrder("identity", "points", "expiresAfter", "colour");
    assertThat(post(wallet, "refunds", Map.of()).status()).isEqualTo(422);
  }

  private static String user() throws IOException {
    var identity = "poster-" + COUNT.incrementAndGet();
    upload(identity);
    return identity;
  }

  private static void upload(String identity) throws IOException {
    var event =
        Map.of(
            "type", "event", "identity", identity, "evtName", "Visited", "evtData", Map.of("a", 1));
    client.post("/1/upload", Map.of("d", List.of(event))).orThrow();
  }

  private static long wallet() throws IOException {
    return api.createWallet(
        Map.of("name", "Posting " + COUNT.incrementAndGet(), "pointsName", "Coins"));
  }

  private static Answer credit(String identity, long wallet, int points, Map<String, Object> more)
      throws IOException {
    return creditDebit(identity, wallet, "CREDIT", points, more);
  }

  private static Answer debit(String identity, long wallet, int points) throws IOException {
    return creditDebit(identity, wallet, "DEBIT", points, Map.of("orderId", "o-" + identity));
  }

  private static Answer creditDebit(
      String identity, long wallet, String type, int points, Map<String, Object> more)
      throws IOException {
    var body = new HashMap<String, Object>(more);
    body.putAll(Map.of("transactionType", type, "points", points, "description", "test"));
    var query = Map.of("identity", identity, "walletId", wallet);
    return client.post(ApiClient.path("/1/promo/creditDebit", query), body);
  }

  private static long hold(String identity, long wallet, int points) throws IOException {
    var answer = post(wallet, "holds", Map.of("identity", identity, "points", points)).orThrow();
    return answer.json().get("holdId").asLong();
  }

  private static Answer post(long wallet, String what, Map<String, ?> body) throws IOException {
    return client.post("/api/v1/wallets/%d/%s".formatted(wallet, what), body);
  }

  private static Answer keyed(long wallet, String what, Map<String, ?> body, String key)
      throws IOException {
    return client.post("/api/v1/wallets/%d/%s".formatted(wallet, what), body, key);
  }

  private static JsonNode get(long wallet, String what) throws IOException {
    return client.get("/api/v1/wallets/%d/%s".formatted(wallet, what)).orThrow().json();
  }

  private static JsonNode balance(String identity, long wallet) throws IOException {
    var path = "/api/v1/wallets/%d/balance".formatted(wallet);
    return client.get(ApiClient.path(path, Map.of("identity", identity))).orThrow().json();
  }

  private static Instant now() throws IOException {
    return Instant.parse(client.get("/api/v1/clock").orThrow().json().get("now").asString());
  }

  private static void advance(long seconds) throws IOException {
    client.post("/api/v1/clock", Map.of("advanceSeconds", seconds)).orThrow();
  }

  private static String type(Answer answer) {
    return answer.json().get("type").asString();
  }

  private static String refused(Answer answer) {
    return answer.json().get("error").asString();
  }

  private static String numbers(JsonNode json, String... names) {
    return String.join(
        " ",
        List.of(names).stream()
            .map(name -> json.get(name).decimalValue().toPlainString())
            .toList());
  }
}
