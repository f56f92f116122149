package dev.promontory.server.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Wallets over HTTP, on a server with a clock that the tests move.
class WalletApiIT {
  private static final JsonMapper JSON = new JsonMapper();
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
  void a_wallet_is_created_found_and_listed() throws IOException {
    var document =
        JSON.readTree(
            """
            {"name":"Festival Rewards","pointsName":"Coins",
             "expiry":{"type":"calendarYears","years":1,"countIssueYear":true},
             "consumption":"earliestIssuance","rounding":{"decimals":2,"mode":"up"}}
            """);

    var created = client.post("/api/v1/wallets", document);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().get("expiry")).isEqualTo(document.get("expiry"));
    assertThat(created.json().get("rounding")).isEqualTo(document.get("rounding"));
    assertThat(created.json().get("consumption")).isEqualTo(document.get("consumption"));
    assertThat(created.json().get("status").asString()).isEqualTo("active");
    long id = created.json().get("id").asLong();
    assertThat(client.get("/api/v1/wallets/" + id).json()).isEqualTo(created.json());
    assertThat(api.all("/api/v1/wallets", Map.of())).contains(created.json());
    assertThat(client.get("/api/v1/wallets/999999").status()).isEqualTo(404);
    var same =
        client.post("/api/v1/wallets", Map.of("name", "festival REWARDS", "pointsName", "x"));
    assertThat(same.status()).isEqualTo(409);
    assertThat(same.json().get("type").asString()).isEqualTo("/problems/name-taken");
  }

  @Test
  void all_problems_of_a_wallet_are_told_at_once_with_their_places() throws IOException {
    var answer =
        client.post(
            "/api/v1/wallets",
            JSON.readTree(
                """
                {"name":" ","expiry":{"type":"after","amount":0,"unit":"fortnight"},
                 "consumption":"random","rounding":{"decimals":4,"mode":"half"},"colour":"red"}
                """));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.json().get("errors"))
        .extracting(error -> error.get("path").asString())
        .contains(
            "name",
            "pointsName",
            "expiry.unit",
            "consumption",
            "rounding.decimals",
            "rounding.mode",
            "colour");
  }

  @Test
  void s6_a_wallet_is_created_once_for_a_key() throws IOException {
    var document = Map.of("name", "Once", "pointsName", "Coins");
    var first = client.post("/api/v1/wallets", document, "wallet-once");

    var again = client.post("/api/v1/wallets", document, "wallet-once");
    var other =
        client.post("/api/v1/wallets", Map.of("name", "B", "pointsName", "C"), "wallet-once");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(409);
  }

  @Test
  void w11_a_credit_and_a_debit_change_the_balance_at_once() throws IOException {
    var ann = user();
    long wallet = wallet();
    var credit =
        JSON.readTree(
            """
            {"transactionType":"CREDIT","points":200,"description":"sorry <b>&\\"'","orderId":"o-1",
             "saleAmount":199.90,"metadata":{"shop":"x"},"bucketType":"ACTIVE"}
            """);

    var credited = creditDebit(ann, wallet, credit);
    var debited =
        creditDebit(
            ann,
            wallet,
            Map.of("transactionType", "DEBIT", "points", 49.5, "description", "spent"));

    assertThat(credited.json().get("status").asString()).isEqualTo("success");
    assertThat(debited.json().get("activePoints").decimalValue()).isEqualByComparingTo("150.5");
    var shown = shown(ann, wallet);
    assertThat(shown.get("activePoints").decimalValue()).isEqualByComparingTo("150.5");
    assertThat(shown.get("creditedPoints").decimalValue()).isEqualByComparingTo("200");
    assertThat(shown.get("redeemedPoints").decimalValue()).isEqualByComparingTo("49.5");
    var lines = transactions(ann, wallet, 1).get("allTransactions");
    assertThat(lines)
        .extracting(line -> line.get("type").asString())
        .containsExactly("DEBIT", "CREDIT");
    var line = lines.get(1);
    assertThat(line.get("transactionId")).isEqualTo(credited.json().get("transactionId"));
    assertThat(line.get("description").asString()).isEqualTo("sorry <b>&\"'");
    assertThat(line.get("txnSource").asString()).isEqualTo("API");
    assertThat(line.get("orderId").asString()).isEqualTo("o-1");
    assertThat(line.get("saleAmount").decimalValue()).isEqualByComparingTo("199.9");
    assertThat(line.get("metadata")).isEqualTo(credit.get("metadata"));
    assertThat(lines.get(0).get("metadata").isNull()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          W19 not numeric        | {"transactionType":"CREDIT","points":"abc","description":"d"} | 500
          a numeric text         | {"transactionType":"CREDIT","points":"50","description":"d"} | 500
          W20 a strange type     | {"transactionType":"ADD","points":1,"description":"d"} | 777
          no type                | {"points":1,"description":"d"} | 777
          no points              | {"transactionType":"CREDIT","description":"d"} | 777
          no description         | {"transactionType":"CREDIT","points":1} | 777
          W17 negative           | {"transactionType":"CREDIT","points":-10,"description":"d"} | 777
          zero                   | {"transactionType":"CREDIT","points":0,"description":"d"} | 777
          S1.9 too many decimals | {"transactionType":"CREDIT","points":1.25,"description":"d"} | 777
          absurdly large         | {"transactionType":"CREDIT","points":1e99,"description":"d"} | 777
          absurdly fine          | {"transactionType":"CREDIT","points":1e-99,"description":"d"} | 777
          W9 more than there is  | {"transactionType":"DEBIT","points":1,"description":"d"} | 777
          W18 empty metadata     | {"transactionType":"CREDIT","points":1,"description":"d","metadata":{}} | 777
          metadata of a kind     | {"transactionType":"CREDIT","points":1,"description":"d","metadata":[1]} | 777
          a strange unit         | {"transactionType":"CREDIT","points":1,"description":"d","expireAfter":{"amount":1,"unit":"moon"}} | 777
          expiry of a debit      | {"transactionType":"DEBIT","points":1,"description":"d","expireAfter":{"amount":1,"unit":"day"}} | 777
          no object              | [1] | 777
          """)
  void s8_a_wrong_body_is_told_with_the_references_code(String name, String body, int code)
      throws IOException {
    var ann = user();
    long wallet = wallet();

    var answer = creditDebit(ann, wallet, JSON.readTree(body));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").asString()).isEqualTo("fail");
    assertThat(answer.json().get("code").asInt()).isEqualTo(code);
    assertThat(answer.json().get("error").asString()).isNotBlank();
    assertThat(transactions(ann, wallet, 1).get("allTransactions")).isEmpty();
  }

  @Test
  void s8_an_unknown_identity_or_wallet_is_told_with_the_references_code() throws IOException {
    var ann = user();
    long wallet = wallet();
    var unknown = client.get("/1/promo/wallets?identity=nobody-knows-me");
    var nobody = client.get("/1/promo/wallets");
    var noWallet = client.get(ApiClient.path("/1/promo/transactions", Map.of("identity", ann)));
    var body = Map.of("transactionType", "CREDIT", "points", 1, "description", "d");

    for (var answer : List.of(unknown, nobody)) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("code").asInt()).isEqualTo(400);
      assertThat(answer.json().get("error").asString()).isEqualTo("Invalid identity");
    }
    assertThat(noWallet.status()).isEqualTo(400);
    assertThat(noWallet.json().get("error").asString()).isEqualTo("walletId is a mandatory key");
    for (var path : List.of("/1/promo/transactions", "/1/promo/creditDebit")) {
      var query = ApiClient.path(path, Map.of("walletId", wallet));
      var noUser = path.endsWith("creditDebit") ? client.post(query, body) : client.get(query);
      assertThat(noUser.status()).isEqualTo(400);
      assertThat(noUser.json().get("error").asString()).isEqualTo("identity is a mandatory key");
    }
    assertThat(creditDebit(ann, wallet + 1000, body).json().get("code").asInt()).isEqualTo(777);
    assertThat(
            client
                .get(
                    ApiClient.path(
                        "/1/promo/transactions", Map.of("identity", ann, "walletId", "wallet_1")))
                .json()
                .get("code")
                .asInt())
        .isEqualTo(777);
  }

  @Test
  void w7_promised_points_become_active_when_their_time_comes() throws IOException {
    var ann = user();
    long wallet = wallet();
    var body =
        Map.of(
            "transactionType",
            "CREDIT",
            "points",
            100,
            "description",
            "later",
            "activateAfter",
            Map.of("amount", 7, "unit", "day"),
            "expireAfter",
            Map.of("amount", 30, "unit", "day"));
    creditDebit(ann, wallet, body);
    var before = transactions(ann, wallet, 1);

    advance(7 * 86_400 - 1);
    assertThat(shown(ann, wallet).get("activePoints").asInt()).isZero();
    advance(1);
    assertThat(shown(ann, wallet).get("activePoints").asInt()).isEqualTo(100);
    assertThat(shown(ann, wallet).get("promisedPoints").asInt()).isZero();
    assertThat(transactions(ann, wallet, 1).get("allTransactions").get(0).get("type").asString())
        .isEqualTo("CREDIT");
    advance(30 * 86_400);
    var after = transactions(ann, wallet, 1).get("allTransactions");

    assertThat(before.at("/promisedPoints/totalPromisedPoints").asInt()).isEqualTo(100);
    assertThat(before.at("/promisedPoints/promisedTransactions/0/points").asInt()).isEqualTo(100);
    assertThat(before.at("/expiringPoints/0/points").asInt()).isEqualTo(100);
    assertThat(before.at("/allTransactions/0/type").asString()).isEqualTo("PROMISED");
    long activation =
        before.at("/promisedPoints/promisedTransactions/0/activationTimestamp").asLong();
    assertThat(before.at("/expiringPoints/0/expiryTimestamp").asLong())
        .isEqualTo(activation + 30 * 86_400);
    assertThat(after)
        .extracting(line -> line.get("type").asString())
        .containsExactly("EXPIRED", "CREDIT");
    assertThat(after.get(0).get("description").asString()).isEqualTo("Expired points");
    assertThat(after.get(0).get("txnSource").asString()).isEqualTo("SYSTEM");
    assertThat(shown(ann, wallet).get("expiredPoints").asInt()).isEqualTo(100);
  }

  @Test
  void s6_a_credit_with_a_key_is_posted_once() throws IOException {
    var ann = user();
    long wallet = wallet();
    var path = ApiClient.path("/1/promo/creditDebit", Map.of("identity", ann, "walletId", wallet));
    var body = Map.of("transactionType", "CREDIT", "points", 5, "description", "d");
    var first = client.post(path, body, "credit-" + ann);

    var again = client.post(path, body, "credit-" + ann);
    var other =
        client.post(
            path,
            Map.of("transactionType", "CREDIT", "points", 6, "description", "d"),
            "credit-" + ann);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.json().get("code").asInt()).isEqualTo(409);
    assertThat(shown(ann, wallet).get("activePoints").asInt()).isEqualTo(5);
  }

  @Test
  void w21_transactions_come_a_hundred_a_page_newest_first() throws IOException {
    var ann = user();
    long wallet = wallet();
    var csv = new StringBuilder("identity,type,points,description\n");
    for (int i = 1; i <= 501; i++) {
      csv.append(ann).append(",credit,1,\"number ").append(i).append("\"\n");
    }
    bulk(wallet, csv.toString());

    assertThat(transactions(ann, wallet, 1).get("allTransactions")).hasSize(100);
    assertThat(transactions(ann, wallet, 1).at("/allTransactions/0/description").asString())
        .isEqualTo("number 501");
    assertThat(transactions(ann, wallet, 5).at("/allTransactions/99/description").asString())
        .isEqualTo("number 2");
    assertThat(transactions(ann, wallet, 6).get("allTransactions")).hasSize(1);
    assertThat(transactions(ann, wallet, 6).at("/allTransactions/0/description").asString())
        .isEqualTo("number 1");
    assertThat(transactions(ann, wallet, 7).get("allTransactions")).isEmpty();
    assertThat(transactions(ann, wallet, 501).get("allTransactions")).isEmpty();
  }

  @Test
  void a_person_adjusts_points_by_hand() throws IOException {
    var ann = user();
    long wallet = wallet();
    var path = "/api/v1/wallets/" + wallet + "/adjustments";
    var credit =
        Map.of("identity", ann, "type", "credit", "points", 50, "description", "two days late");

    var credited = client.post(path, credit, "adjust-" + ann);
    var again = client.post(path, credit, "adjust-" + ann);
    var debited =
        client.post(
            path, Map.of("identity", ann, "type", "debit", "points", 20, "description", "fraud"));
    var tooMuch =
        client.post(
            path, Map.of("identity", ann, "type", "debit", "points", 31, "description", "fraud"));

    assertThat(credited.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(credited.json());
    assertThat(debited.json().get("active").asInt()).isEqualTo(30);
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.json().get("type").asString()).isEqualTo("/problems/insufficient-points");
    assertThat(shown(ann, wallet).get("removedPoints").asInt()).isEqualTo(20);
    assertThat(shown(ann, wallet).get("redeemedPoints").asInt()).isZero();
    var balance =
        client
            .get(ApiClient.path("/api/v1/wallets/" + wallet + "/balance", Map.of("identity", ann)))
            .json();
    assertThat(balance.get("active").asInt()).isEqualTo(30);
    assertThat(balance.at("/lots/0/remaining").asInt()).isEqualTo(30);
    assertThat(Instant.parse(balance.at("/lots/0/issuedAt").asString())).isNotNull();
  }

  @Test
  void w16_w17_an_adjustment_needs_its_fields() throws IOException {
    long wallet = wallet();
    var path = "/api/v1/wallets/" + wallet + "/adjustments";

    var empty = client.post(path, Map.of());
    var negative =
        client.post(
            path, Map.of("identity", user(), "type", "credit", "points", -10, "description", "d"));
    var stranger =
        client.post(
            path, Map.of("identity", "nobody", "type", "credit", "points", 1, "description", "d"));

    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.json().get("errors")).hasSize(4);
    assertThat(negative.status()).isEqualTo(422);
    assertThat(stranger.status()).isEqualTo(404);
    assertThat(
            client
                .post(
                    "/api/v1/wallets/999999/adjustments",
                    Map.of("identity", user(), "type", "credit", "points", 1, "description", "d"))
                .status())
        .isEqualTo(404);
  }

  @Test
  void a_person_may_write_a_description_in_several_lines() throws IOException {
    var ann = user();
    long wallet = wallet();
    var path = "/api/v1/wallets/" + wallet + "/adjustments";
    var lines = "called twice:\n\tfirst late,\r\n\tthen broken";

    var adjustment = Map.of("identity", ann, "type", "credit", "points", 5, "description", lines);
    client.post(path, adjustment).orThrow();
    var file = "identity,type,points,description\n%s,credit,5,\"%s\"\n".formatted(ann, lines);
    bulk(wallet, file);

    var found = client.get("/api/v1/wallets/" + wallet + "/transactions").orThrow().json();
    assertThat(found.get("items"))
        .extracting(line -> line.get("description").asString())
        .containsExactly(lines, lines);
    var hostile = Map.of("identity", ann, "type", "credit", "points", 5, "description", "a\0b");
    assertThat(client.post(path, hostile).status()).isEqualTo(422);
  }

  @Test
  void texts_are_counted_in_characters_and_numbers_have_their_limits() throws IOException {
    var ann = user();
    long wallet = wallet();
    var emoji = "\uD83D\uDE00".repeat(512);

    creditDebit(ann, wallet, Map.of("transactionType", "CREDIT", "points", 1, "description", emoji))
        .orThrow();

    var path = ApiClient.path("/1/promo/creditDebit", Map.of("identity", ann, "walletId", wallet));
    var body = "{\"transactionType\":\"CREDIT\",\"description\":\"d\",\"points\":%s}";
    assertThat(raw(path, body.formatted("1000000000001")).json().get("error").asString())
        .isEqualTo("points are at most 1000000000000");
    for (var number : List.of("1e2147483648", "1e-2147483649")) {
      var answer = raw(path, body.formatted(number));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("error").asString()).contains("exponent");
    }
  }

  @Test
  void a_file_of_adjustments_is_answered_line_by_line() throws IOException {
    var ann = user();
    var bob = user();
    long wallet = wallet();
    var csv =
        """
        identity,type,points,description
        %s,credit,100,"a, quoted ""reason\"""
        nobody,credit,1,who
        %s,debit,1,too early
        %s,credit,ten,no number
        %s,credit,1.25,too fine
        broken
        %s,debit,40,spent
        """
            .formatted(ann, bob, ann, ann, ann);
    var headers = Map.of("Idempotency-Key", "bulk-" + ann);

    var answer = bulk(wallet, csv, headers);
    var again = bulk(wallet, csv, headers);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("posted").asInt()).isEqualTo(2);
    assertThat(answer.json().get("refused").asInt()).isEqualTo(5);
    assertThat(answer.json().get("results"))
        .extracting(result -> result.get("line").asInt() + " " + result.get("status").asString())
        .containsExactly(
            "2 posted",
            "3 refused",
            "4 refused",
            "5 refused",
            "6 refused",
            "7 refused",
            "8 posted");
    assertThat(again.json()).isEqualTo(answer.json());
    assertThat(shown(ann, wallet).get("activePoints").asInt()).isEqualTo(60);
    assertThat(transactions(ann, wallet, 1).at("/allTransactions/1/description").asString())
        .isEqualTo("a, quoted \"reason\"");
    assertThat(bulk(wallet, "some,other,header\n").status()).isEqualTo(400);
    assertThat(bulk(999_999, csv).status()).isEqualTo(404);
  }

  @Test
  void an_identity_of_many_emoji_is_adjusted_alone_and_in_a_file() throws IOException {
    long wallet = wallet();
    var ann = user();
    for (int emoji : List.of(511, 512, 1023)) {
      var identity = "🎁".repeat(emoji);
      var profile = Map.of("type", "profile", "identity", identity, "profileData", Map.of());
      var uploaded = client.post("/1/upload", Map.of("d", List.of(profile))).orThrow();
      assertThat(uploaded.json().get("processed").asInt()).as("%d emoji", emoji).isEqualTo(1);

      var alone = adjust(wallet, identity).json();
      var file =
          bulk(
              wallet,
              "identity,type,points,description\n%s,credit,2,x\n%s,credit,2,x\n"
                  .formatted(identity, ann));

      assertThat(alone.path("active").asInt()).as("%d emoji", emoji).isEqualTo(1);
      assertThat(file.json().path("posted").asInt()).as("%d emoji", emoji).isEqualTo(2);
      assertThat(file.json().at("/results/0/active").asInt()).as("%d emoji", emoji).isEqualTo(3);
    }
    var tooLong = "🎁".repeat(1024);
    assertThat(adjust(wallet, tooLong).status()).isEqualTo(422);
    var file =
        bulk(
            wallet,
            "identity,type,points,description\n%s,credit,2,x\n%s,credit,2,x\n"
                .formatted(tooLong, ann));
    assertThat(file.json().path("posted").asInt()).isEqualTo(1);
  }

  private static Answer adjust(long wallet, String identity) throws IOException {
    var body = Map.of("identity", identity, "type", "credit", "points", 1, "description", "x");
    return client.post("/api/v1/wallets/" + wallet + "/adjustments", body);
  }

  @Test
  void what_happens_to_points_comes_back_as_events() throws IOException {
    var ann = user();
    long wallet = wallet();
    creditDebit(
        ann, wallet, Map.of("transactionType", "CREDIT", "points", 7.5, "description", "d"));
    creditDebit(ann, wallet, Map.of("transactionType", "DEBIT", "points", 2, "description", "d"));
    api.awaitSettled();

    assertThat(api.estimate(did("CT Points Credited", wallet, 7.5))).isEqualTo(1);
    assertThat(api.estimate(did("CT Points Debited", wallet, 2))).isEqualTo(1);
    assertThat(api.estimate(did("CT Points Expired", wallet, 2))).isZero();
  }

  private static Map<String, Object> did(String event, long wallet, double points) {
    var where =
        List.of(
            Map.of("property", "Wallet ID", "op", "equals", "value", wallet),
            Map.of("property", "Points", "op", "equals", "value", points));
    return Map.of("did", Map.of("event", event, "where", where));
  }

  private static String user() throws IOException {
    var identity = "user-" + COUNT.incrementAndGet();
    var record = new HashMap<String, Object>();
    record.put("type", "profile");
    record.put("identity", identity);
    record.put("profileData", Map.of("Name", identity));
    client.post("/1/upload", Map.of("d", List.of(record))).orThrow();
    return identity;
  }

  private static long wallet() throws IOException {
    return api.createWallet(
        Map.of(
            "name",
            "Wallet " + COUNT.incrementAndGet(),
            "pointsName",
            "Coins",
            "rounding",
            Map.of("decimals", 1, "mode", "down")));
  }

  private static Answer raw(String path, String json) throws IOException {
    return client.post(path, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private static Answer creditDebit(String identity, long wallet, Object body) throws IOException {
    var query = Map.of("identity", identity, "walletId", wallet);
    return client.post(ApiClient.path("/1/promo/creditDebit", query), body);
  }

  private static JsonNode shown(String identity, long wallet) throws IOException {
    var found = new ArrayList<JsonNode>();
    for (var record : api.wallets(identity)) {
      if (record.get("walletId").asLong() == wallet) {
        found.add(record);
      }
    }
    return found.getFirst();
  }

  private static JsonNode transactions(String identity, long wallet, int page) throws IOException {
    var query = Map.of("identity", identity, "walletId", wallet, "page", page);
    var answer = client.get(ApiClient.path("/1/promo/transactions", query)).orThrow();
    return answer.json().get("record");
  }

  private static Answer bulk(long wallet, String csv) throws IOException {
    return bulk(wallet, csv, Map.of());
  }

  private static Answer bulk(long wallet, String csv, Map<String, String> headers)
      throws IOException {
    return client.post(
        "/api/v1/wallets/" + wallet + "/adjustments/bulk",
        "text/csv",
        csv.getBytes(StandardCharsets.UTF_8),
        headers);
  }

  private static void advance(long seconds) throws IOException {
    client.post("/api/v1/clock", Map.of("advanceSeconds", seconds)).orThrow();
  }
}
