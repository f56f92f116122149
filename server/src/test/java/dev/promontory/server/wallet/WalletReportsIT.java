package dev.promontory.server.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Searches, reports and settings of wallets over HTTP, on a server with a clock that the tests
/// move.
class WalletReportsIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int DAY = 86_400;

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ApiClient client;
  private static Management api;

  private String ann = "";
  private long wallet;

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

  @BeforeEach
  void annAndHerWallet() throws IOException {
    ann = user();
    wallet = api.createWallet(Map.of("name", name(), "pointsName", "Coins"));
  }

  @Test
  void transactions_are_searched_by_filters_and_come_in_pages() throws IOException {
    credit("\"points\":100,\"orderId\":\"o-1\"");
    credit("\"points\":50,\"activateAfter\":{\"amount\":7,\"unit\":\"day\"}");
    debit(30);
    adjust("credit", 20);

    var all = get("transactions", Map.of());
    var first = get("transactions", Map.of("limit", 3));
    var second =
        get("transactions", Map.of("limit", 3, "cursor", first.get("nextCursor").asString()));

    assertThat(words(all)).containsExactly("credit 20", "debit 30", "promised 50", "credit 100");
    assertThat(all.get("nextCursor").isNull()).isTrue();
    assertThat(words(first)).containsExactly("credit 20", "debit 30", "promised 50");
    assertThat(words(second)).containsExactly("credit 100");
    var line = second.at("/items/0");
    assertThat(line.get("identity").asString()).isEqualTo(ann);
    assertThat(line.get("orderId").asString()).isEqualTo("o-1");
    assertThat(line.get("activeChange").asInt()).isEqualTo(100);
    assertThat(line.get("activeAfter").asInt()).isEqualTo(100);
    assertThat(line.get("hash").asString()).matches("[0-9a-f]{64}");
    assertThat(words(get("transactions", Map.of("orderId", "o-1")))).containsExactly("credit 100");
    assertThat(words(get("transactions", Map.of("id", line.get("transactionId").asLong()))))
        .containsExactly("credit 100");
    assertThat(words(get("transactions", Map.of("identity", ann, "source", "manual"))))
        .containsExactly("credit 20");
    assertThat(words(get("transactions", Map.of("type", "promised,debit", "max", "30"))))
        .containsExactly("debit 30");
  }

  @ParameterizedTest
  @CsvSource({
    "type,earned",
    "type,'credit,'",
    "source,shop",
    "from,yesterday",
    "to,2026-13-01",
    "min,-1",
    "max,1.2345",
    "id,first",
    "cursor,1-2",
    "limit,0",
    "limit,1001",
  })
  void s8_a_parameter_that_cannot_be_understood_is_named(String name, String value)
      throws IOException {
    var answer = client.get(path("transactions", Map.of(name, value)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/path").asString()).isEqualTo(name);
  }

  @Test
  void nobodys_and_no_wallets_transactions_are_not_found() throws IOException {
    for (var report : List.of("transactions", "expiring", "statement", "balance")) {
      var stranger = client.get(path(report, Map.of("identity", "nobody-knows-me")));
      assertThat(stranger.status()).as(report).isEqualTo(404);
      assertThat(stranger.json().get("type").asString()).isEqualTo("/problems/unknown-user");
    }
    for (var report : List.of("transactions", "overview", "expiring", "statement", "balance")) {
      var path = "/api/v1/wallets/999999/" + report;
      assertThat(client.get(ApiClient.path(path, Map.of("identity", ann))).status())
          .as(report)
          .isEqualTo(404);
    }
  }

  @Test
  void hostile_texts_come_back_as_they_were_sent_and_are_no_formulas_in_csv() throws IOException {
    var hostile = "=HYPERLINK(\"http://x\",\"<script>alert(1)</script>\"), & '";
    var body = new HashMap<String, Object>();
    body.put("transactionType", "CREDIT");
    body.put("points", 1);
    body.put("description", hostile);
    body.put("saleChannel", "@x");
    body.put("metadata", Map.of("k", "<b>"));
    creditDebit(body);

    var line = get("transactions", Map.of()).at("/items/0");
    var csv = csv(Map.of()).body().lines().toList();

    assertThat(line.get("description").asString()).isEqualTo(hostile);
    assertThat(line.at("/metadata/k").asString()).isEqualTo("<b>");
    assertThat(csv).hasSize(2);
    assertThat(csv.getFirst()).startsWith("transactionId,identity,user,type,source,points,");
    assertThat(csv.getLast())
        .contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"<script>alert(1)</script>\"\"), & '\"")
        .contains(",'@x,")
        .contains("\"{\"\"k\"\":\"\"<b>\"\"}\"");
  }

  @Test
  void csv_has_all_pages_in_one_answer() throws IOException {
    var lines = new StringBuilder("identity,type,points,description\n");
    for (int i = 1; i <= 2_500; i++) {
      lines.append(ann).append(",credit,1,number ").append(i).append('\n');
    }
    bulk(lines.toString(), "");

    var csv = csv(Map.of("identity", ann));

    assertThat(csv.header("content-type")).startsWith("text/csv");
    var body = csv.body().lines().toList();
    assertThat(body).hasSize(2_501).doesNotHaveDuplicates();
    assertThat(body.get(1)).contains(",number 2500,");
    assertThat(body.get(2_500)).contains(",number 1,");
  }

  @Test
  void csv_that_is_cut_tells_where_to_go_on_after_its_last_line() throws IOException {
    for (int points = 1; points <= 3; points++) {
      credit("\"points\":" + points);
    }

    var cut = raw(path("transactions", Map.of("limit", 2)));
    var whole = raw(path("transactions", Map.of("limit", 4)));

    assertThat(cut).containsIgnoringCase("\r\ntrailer: next-cursor\r\n");
    var cursor = cut.replaceAll("(?is).*\r\n0\r\nnext-cursor: ?([0-9]+-[0-9]+-[0-9]+)\r\n.*", "$1");
    assertThat(whole).containsPattern("\r\n0\r\n").doesNotContainPattern("(?i)next-cursor: ?[0-9]");
    assertThat(csv(Map.of("cursor", cursor)).body().lines().toList()).hasSize(2);
  }

  @Test
  void the_overview_adds_up_and_is_told_by_day() throws IOException {
    credit("\"points\":600");
    credit("\"points\":300,\"activateAfter\":{\"amount\":2,\"unit\":\"day\"}");
    adjust("credit", 100);
    advance(3 * DAY);
    debit(200);
    adjust("debit", 50);

    var overview = get("overview", Map.of("by", "day"));

    assertThat(overview.get("active").asInt()).isEqualTo(750);
    assertThat(overview.get("promised").asInt()).isZero();
    assertThat(overview.get("held").asInt()).isZero();
    assertThat(overview.at("/issued/total").asInt()).isEqualTo(1000);
    assertThat(overview.at("/issued/api").asInt()).isEqualTo(900);
    assertThat(overview.at("/issued/manual").asInt()).isEqualTo(100);
    assertThat(overview.get("redeemed").asInt()).isEqualTo(200);
    assertThat(overview.get("removed").asInt()).isEqualTo(50);
    assertThat(overview.get("expired").asInt()).isZero();
    assertThat(overview.get("periods"))
        .extracting(period -> period.at("/issued/total").asInt())
        .containsExactly(700, 0, 300, 0);
    assertThat(overview.get("periods"))
        .extracting(period -> period.get("redeemed").asInt())
        .containsExactly(0, 0, 0, 200);
    assertThat(
            get("overview", Map.of("from", "1999-01-01", "to", "1999-12-31"))
                .at("/issued/total")
                .asInt())
        .isZero();
    assertThat(client.get(path("overview", Map.of("from", "1999-01-01", "by", "day"))).status())
        .isEqualTo(400);
    assertThat(client.get(path("overview", Map.of("by", "year"))).status()).isEqualTo(400);
  }

  @Test
  void what_expires_is_told_by_day_for_a_user_or_for_all() throws IOException {
    credit("\"points\":10,\"expireAfter\":{\"amount\":1,\"unit\":\"day\"}");
    credit("\"points\":20,\"expireAfter\":{\"amount\":40,\"unit\":\"day\"}");

    var month = get("expiring", Map.of());
    var quarter = get("expiring", Map.of("identity", ann, "within", 90));

    assertThat(month.get("points").asInt()).isEqualTo(10);
    assertThat(month.get("days")).hasSize(1);
    assertThat(quarter.get("points").asInt()).isEqualTo(30);
    assertThat(quarter.get("days")).hasSize(2);
    assertThat(get("expiring", Map.of("identity", user())).get("days")).isEmpty();
    assertThat(client.get(path("expiring", Map.of("within", 1097))).status()).isEqualTo(400);
  }

  @Test
  void a_balance_is_told_as_of_a_past_instant() throws IOException {
    credit("\"points\":100");
    var credited = get("transactions", Map.of()).at("/items/0/at").asString();
    advance(DAY);
    debit(30);

    var then = get("balance", Map.of("identity", ann, "at", credited));
    var now = get("balance", Map.of("identity", ann));

    assertThat(then.get("active").asInt()).isEqualTo(100);
    assertThat(then.get("redeemed").asInt()).isZero();
    assertThat(then.has("lots")).isFalse();
    assertThat(now.get("active").asInt()).isEqualTo(70);
    for (var at : List.of("2190-01-01T00:00:00Z", "2026-01-01", "now")) {
      var answer = client.get(path("balance", Map.of("identity", ann, "at", at)));
      assertThat(answer.status()).as(at).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/path").asString()).isEqualTo("at");
    }
  }

  @Test
  void a_statement_opens_lists_and_closes() throws IOException {
    credit("\"points\":100");
    advance(DAY);
    var from = client.get("/api/v1/clock").json().get("now").asString();
    debit(30);
    debit(5);

    var all = get("statement", Map.of("identity", ann, "from", from));
    var page = get("statement", Map.of("identity", ann, "from", from, "limit", 1));
    var rest =
        get(
            "statement",
            Map.of("identity", ann, "from", from, "cursor", page.get("nextCursor").asString()));

    assertThat(all.at("/opening/active").asInt()).isEqualTo(100);
    assertThat(words(all)).containsExactly("debit 30", "debit 5");
    assertThat(all.at("/closing/active").asInt()).isEqualTo(65);
    assertThat(all.at("/closing/redeemed").asInt()).isEqualTo(35);
    assertThat(all.get("nextCursor").isNull()).isTrue();
    assertThat(words(page)).containsExactly("debit 30");
    assertThat(words(rest)).containsExactly("debit 5");
    assertThat(client.get(path("statement", Map.of())).status()).isEqualTo(400);
  }

  @Test
  void a_preview_tells_what_a_file_would_do_and_changes_nothing() throws IOException {
    adjust("credit", 10);
    var file =
        "identity,type,points,description\n%s,debit,4,x\n%s,debit,7,x\nnobody,credit,1,x\n"
            .formatted(ann, ann);

    var preview = bulk(file, "?preview=true").json();
    var shown = get("transactions", Map.of());
    var posted = bulk(file, "").json();

    assertThat(preview.get("preview").asBoolean()).isTrue();
    assertThat(statuses(preview)).containsExactly("posted", "refused", "refused");
    assertThat(preview.at("/results/0/active").asInt()).isEqualTo(6);
    assertThat(preview.at("/results/0").has("transactionId")).isFalse();
    assertThat(words(shown)).containsExactly("credit 10");
    assertThat(statuses(posted)).isEqualTo(statuses(preview));
    assertThat(posted.at("/results/0/transactionId").asLong()).isPositive();
    assertThat(words(get("transactions", Map.of()))).containsExactly("debit 4", "credit 10");
    assertThat(bulk(file, "?preview=perhaps").status()).isEqualTo(400);
  }

  @Test
  void a_wallet_is_changed_field_by_field() throws IOException {
    var path = "/api/v1/wallets/" + wallet;

    var changed =
        client.patch(
            path,
            JSON.readTree(
                """
                {"pointsName":"Stars","expiry":{"type":"after","amount":1,"unit":"year"},
                 "consumption":"earliestIssuance","remindDaysBefore":7,"refundGraceDays":0}
                """));
    var again = client.patch(path, JSON.readTree("{\"remindDaysBefore\":null}"));

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("pointsName").asString()).isEqualTo("Stars");
    assertThat(changed.json().at("/expiry/unit").asString()).isEqualTo("year");
    assertThat(changed.json().get("consumption").asString()).isEqualTo("earliestIssuance");
    assertThat(changed.json().get("remindDaysBefore").asInt()).isEqualTo(7);
    assertThat(changed.json().get("refundGraceDays").asInt()).isZero();
    assertThat(again.json().get("remindDaysBefore").isNull()).isTrue();
    assertThat(again.json().get("pointsName").asString()).isEqualTo("Stars");
    assertThat(client.get(path).json()).isEqualTo(again.json());
  }

  @Test
  void s8_all_problems_of_a_change_are_told_at_once() throws IOException {
    var answer =
        client.patch(
            "/api/v1/wallets/" + wallet,
            JSON.readTree(
                """
                {"name":"","expiry":{"type":"soon"},"consumption":"random","status":"gone",
                 "rounding":{"decimals":1},"remindDaysBefore":0,"refundGraceDays":366,"colour":"red"}
                """));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("errors"))
        .extracting(error -> error.get("path").asString())
        .containsExactlyInAnyOrder(
            "name",
            "expiry.type",
            "consumption",
            "status",
            "rounding",
            "remindDaysBefore",
            "refundGraceDays",
            "colour");
    assertThat(client.patch("/api/v1/wallets/999999", Map.of("name", "x")).status()).isEqualTo(404);
  }

  @Test
  void a_paused_wallet_takes_no_points_until_it_is_active_again() throws IOException {
    patch(Map.of("status", "paused"));
    assertThat(adjusted("credit", 1).status()).isEqualTo(422);

    patch(Map.of("status", "active"));
    assertThat(adjusted("credit", 1).status()).isEqualTo(201);
  }

  @Test
  void s5_a_wallet_that_a_campaign_uses_is_not_archived() throws IOException {
    long campaign =
        client
            .post(
                "/api/v1/campaigns",
                Map.of(
                    "name",
                    "Thanks",
                    "qualification",
                    "pastBehavior",
                    "what",
                    Map.of("type", "points", "walletId", wallet)))
            .orThrow()
            .json()
            .get("id")
            .asLong();

    var refused = client.patch("/api/v1/wallets/" + wallet, Map.of("status", "archived"));
    client.delete("/api/v1/campaigns/" + campaign).orThrow();
    var archived = client.patch("/api/v1/wallets/" + wallet, Map.of("status", "archived"));
    var woken = client.patch("/api/v1/wallets/" + wallet, Map.of("status", "active"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("type").asString()).isEqualTo("/problems/wallet-in-use");
    assertThat(refused.json().get("detail").asString())
        .contains("campaign " + campaign + " (Thanks)");
    assertThat(archived.status()).isEqualTo(200);
    assertThat(woken.status()).isEqualTo(409);
    assertThat(woken.json().get("type").asString()).isEqualTo("/problems/wallet-archived");
    assertThat(api.all("/api/v1/wallets", Map.of()))
        .noneMatch(shown -> shown.get("id").asLong() == wallet);
  }

  @Test
  void a_name_of_another_wallet_cannot_be_taken() throws IOException {
    var other = name();
    api.createWallet(Map.of("name", other, "pointsName", "x"));

    var answer = client.patch("/api/v1/wallets/" + wallet, Map.of("name", other));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("type").asString()).isEqualTo("/problems/name-taken");
  }

  @Test
  void the_references_list_has_credits_and_debits_that_add_up_to_what_is_there()
      throws IOException {
    credit("\"points\":100");
    var base = "/api/v1/wallets/" + wallet;
    var hold = client.post(base + "/holds", Map.of("identity", ann, "points", 40)).orThrow().json();
    client
        .post(base + "/holds/" + hold.get("holdId").asLong() + "/capture", Map.of("points", 30))
        .orThrow();

    var record =
        client
            .get(
                ApiClient.path(
                    "/1/promo/transactions", Map.of("identity", ann, "walletId", wallet)))
            .json()
            .get("record");

    assertThat(record.get("allTransactions"))
        .extracting(line -> line.get("type").asString() + " " + line.get("points").asInt())
        .containsExactly("DEBIT 30", "CREDIT 100");
  }

  private static String name() {
    return "Report wallet " + COUNT.incrementAndGet();
  }

  private static String user() throws IOException {
    var identity = "reporter-" + COUNT.incrementAndGet();
    var record =
        Map.of("type", "profile", "identity", identity, "profileData", Map.of("Name", identity));
    client.post("/1/upload", Map.of("d", List.of(record))).orThrow();
    return identity;
  }

  private void credit(String fields) throws IOException {
    creditDebit(
        JSON.readTree("{\"transactionType\":\"CREDIT\",\"description\":\"d\"," + fields + "}"));
  }

  private void debit(int points) throws IOException {
    creditDebit(Map.of("transactionType", "DEBIT", "description", "d", "points", points));
  }

  private void creditDebit(Object body) throws IOException {
    var query = Map.of("identity", ann, "walletId", wallet);
    var answer = client.post(ApiClient.path("/1/promo/creditDebit", query), body).json();
    assertThat(answer.get("status").asString()).isEqualTo("success");
  }

  private void adjust(String type, int points) throws IOException {
    adjusted(type, points).orThrow();
  }

  private Answer adjusted(String type, int points) throws IOException {
    return client.post(
        "/api/v1/wallets/" + wallet + "/adjustments",
        Map.of("identity", ann, "type", type, "points", points, "description", "by hand"));
  }

  private void patch(Map<String, Object> change) throws IOException {
    client.patch("/api/v1/wallets/" + wallet, change).orThrow();
  }

  private Answer bulk(String csv, String query) throws IOException {
    return client.post(
        "/api/v1/wallets/" + wallet + "/adjustments/bulk" + query,
        "text/csv",
        csv.getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  private static void advance(long seconds) throws IOException {
    client.post("/api/v1/clock", Map.of("advanceSeconds", seconds)).orThrow();
  }

  private String path(String report, Map<String, ?> query) {
    return ApiClient.path("/api/v1/wallets/" + wallet + "/" + report, query);
  }

  private JsonNode get(String report, Map<String, ?> query) throws IOException {
    return client.get(path(report, query)).orThrow().json();
  }

  private Answer csv(Map<String, ?> query) throws IOException {
    return client.get(path("transactions", query), Map.of("Accept", "text/csv")).orThrow();
  }

  private static List<String> words(JsonNode page) {
    var words = new ArrayList<String>();
    for (var item : page.get("items")) {
      words.add(item.get("type").asString() + " " + item.get("points").decimalValue());
    }
    return words;
  }

  private static List<String> statuses(JsonNode bulk) {
    var words = new ArrayList<String>();
    for (var result : bulk.get("results")) {
      words.add(result.get("status").asString());
    }
    return words;
  }

  /// A CSV as it comes over the wire, head, chunks and trailers.
  private static String raw(String path) throws IOException {
    var address = server.address();
    var secret = ServerProcess.ACCOUNT_ID + ":" + ServerProcess.PASSCODE;
    var basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var request =
          "GET %s HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n"
              .formatted(path, basic);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var bytes = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(bytes);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
