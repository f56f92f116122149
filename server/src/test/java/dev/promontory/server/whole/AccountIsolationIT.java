package dev.promontory.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Uploads;
import dev.promontory.server.webhook.Receiver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// H3 and the rest: nothing of one account is seen, counted, rewarded or changed by another.
class AccountIsolationIT {
  private static final Map<String, Object> BOUGHT = Map.of("did", Map.of("event", "Charged"));

  @TempDir private static Path folder;
  private static TwoAccounts accounts;

  @BeforeAll
  static void start() throws IOException {
    accounts = new TwoAccounts(folder);
  }

  @AfterAll
  static void stop() {
    accounts.close();
  }

  @Test
  void the_same_identity_is_another_user_in_another_account() throws IOException {
    upload(accounts.first(), "ann", 3);
    upload(accounts.second(), "ann", 1);
    upload(accounts.second(), "bob", 1);

    assertThat(estimate(accounts.first(), BOUGHT)).isEqualTo(1);
    assertThat(estimate(accounts.second(), BOUGHT)).isEqualTo(2);
    assertThat(estimate(accounts.first(), bought(3))).isEqualTo(1);
    assertThat(estimate(accounts.second(), bought(3))).isZero();
  }

  @Test
  void points_of_one_account_are_not_seen_in_the_other() throws IOException {
    upload(accounts.first(), "carl", 1);
    upload(accounts.second(), "carl", 1);
    long wallet = TwoAccounts.api(accounts.first()).createWallet(wallet());
    credit(accounts.first(), wallet, "carl").orThrow();

    var mine = TwoAccounts.api(accounts.first()).wallets("carl").toString();
    assertThat(mine).containsPattern("\"walletId\":" + wallet + "[^}]*\"activePoints\":5\\b");
    var theirs = TwoAccounts.api(accounts.second()).wallets("carl").toString();
    assertThat(theirs).doesNotContain("\"walletId\":" + wallet);
    assertThat(credit(accounts.second(), wallet, "carl").body()).contains("\"fail\"", "777");
    var path = "/1/promo/transactions?identity=carl&walletId=" + wallet;
    assertThat(accounts.second().get(path).body()).contains("\"fail\"", "777");
    var owned = "/api/v1/wallets/" + wallet;
    assertThat(accounts.second().get(owned).status()).isEqualTo(404);
    assertThat(accounts.second().patch(owned, Map.of("pointsName", "x")).status()).isEqualTo(404);
    for (var report : List.of("transactions", "overview", "expiring", "statement", "balance")) {
      var shown = owned + "/" + report + "?identity=carl";
      assertThat(accounts.first().get(shown).status()).as(report).isEqualTo(200);
      assertThat(accounts.second().get(shown).status()).as(report).isEqualTo(404);
    }
  }

  @Test
  void points_of_one_account_are_not_moved_by_the_other() throws IOException {
    var visit = Map.of("type", "event", "identity", "dora", "evtName", "Visited");
    new Uploads(accounts.first()).sendAll(List.of(visit));
    new Uploads(accounts.second()).sendAll(List.of(visit));
    long wallet =
        TwoAccounts.api(accounts.first())
            .createWallet(Map.of("name", "Guarded", "pointsName", "Points"));
    long credited =
        credit(accounts.first(), wallet, "dora").orThrow().json().get("transactionId").asLong();
    var owned = "/api/v1/wallets/" + wallet;
    var dora = Map.of("identity", "dora", "points", 1);
    long hold =
        accounts.first().post(owned + "/holds", dora).orThrow().json().get("holdId").asLong();

    Map<String, Object> calls =
        Map.of(
            "/holds",
            dora,
            "/holds/" + hold + "/capture",
            Map.of(),
            "/holds/" + hold + "/release",
            Map.of(),
            "/refunds",
            Map.of("transactionId", credited),
            "/reversals",
            Map.of("transactionId", credited),
            "/adjustments",
            Map.of("identity", "dora", "type", "credit", "points", 1, "description", "d"),
            "/adjustments/bulk",
            List.of(),
            "/blocks",
            Map.of("identity", "dora", "reason", "r"));

    for (var call : calls.entrySet()) {
      assertThat(accounts.second().post(owned + call.getKey(), call.getValue()).status())
          .as(call.getKey())
          .isEqualTo(404);
    }
    assertThat(accounts.second().get(owned + "/holds/" + hold).status()).isEqualTo(404);
    assertThat(accounts.second().get(owned + "/blocks").status()).isEqualTo(404);
    assertThat(accounts.second().delete(owned + "/blocks?identity=dora").status()).isEqualTo(404);
    var balance = accounts.first().get(owned + "/balance?identity=dora").orThrow().json();
    assertThat(balance.get("active").asInt()).isEqualTo(4);
    assertThat(balance.get("held").asInt()).isEqualTo(1);
  }

  @Test
  void documents_of_one_account_are_not_found_used_or_changed_by_the_other() throws IOException {
    var first = TwoAccounts.api(accounts.first());
    long segment = first.createSegment("Buyers", BOUGHT);
    long wallet = first.createWallet(Map.of("name", "Mine", "pointsName", "Points"));
    long campaign = first.createCampaign(campaign(wallet, segment));

    for (var path : List.of("segments/" + segment, "campaigns/" + campaign)) {
      var found = "/api/v1/" + path;
      assertThat(accounts.first().get(found).status()).isEqualTo(200);
      assertThat(accounts.second().get(found).status()).isEqualTo(404);
      assertThat(accounts.second().delete(found).status()).isEqualTo(404);
    }
    var publish = "/api/v1/campaigns/" + campaign + "/publish";
    assertThat(accounts.second().post(publish).status()).isEqualTo(404);
    var theirs = accounts.second().post("/api/v1/campaigns/validate", campaign(wallet, segment));
    assertThat(theirs.body()).contains("who.segmentId", "what.walletId");
    assertThat(
            accounts.first().get("/api/v1/campaigns/" + campaign).json().get("status").asString())
        .isEqualTo("draft");
  }

  @Test
  void wh3_a_webhook_of_one_account_is_neither_seen_nor_told_of_the_other() throws Exception {
    upload(accounts.first(), "wanda", 1);
    upload(accounts.second(), "wanda", 1);
    var wallet = Map.of("name", "Told", "pointsName", "Points");
    long mine = TwoAccounts.api(accounts.first()).createWallet(wallet);
    long theirs = TwoAccounts.api(accounts.second()).createWallet(wallet);
    try (var receiver = new Receiver()) {
      var document = receiver.document("Hook", "points.credited");
      var created = accounts.first().post("/api/v1/webhooks", document).orThrow().json();
      var path = "/api/v1/webhooks/" + created.get("id").asLong();

      credit(accounts.second(), theirs, "wanda").orThrow();
      credit(accounts.first(), mine, "wanda").orThrow();
      var told = receiver.next().json();

      assertThat(told.at("/data/walletId").asLong()).isEqualTo(mine);
      assertThat(receiver.next(Duration.ofSeconds(1))).isNull();
      assertThat(accounts.second().get("/api/v1/webhooks").json().get("items").size()).isZero();
      for (var hidden : List.of(path, path + "/deliveries")) {
        assertThat(accounts.first().get(hidden).status()).isEqualTo(200);
        assertThat(accounts.second().get(hidden).status()).isEqualTo(404);
      }
      for (var action : List.of("/pause", "/resume", "/secret", "/test")) {
        assertThat(accounts.second().post(path + action).status()).as(action).isEqualTo(404);
      }
      assertThat(accounts.second().patch(path, Map.of("name", "Mine")).status()).isEqualTo(404);
      assertThat(accounts.second().delete(path).status()).isEqualTo(404);
    }
  }

  @Test
  void a_passcode_is_good_for_its_own_account_only() throws IOException {
    try (var stranger = accounts.stranger()) {
      assertThat(stranger.get("/api/v1/segments").status()).isEqualTo(401);
      assertThat(stranger.post("/1/upload", Map.of("d", List.of())).status()).isEqualTo(401);
    }
  }

  private static void upload(ApiClient client, String identity, int purchases) throws IOException {
    var event = Map.of("type", "event", "identity", identity, "evtName", "Charged");
    new Uploads(client).sendAll(Collections.nCopies(purchases, event));
  }

  private static long estimate(ApiClient client, Map<String, Object> rule) throws IOException {
    TwoAccounts.api(client).awaitSettled();
    return TwoAccounts.api(client).estimate(rule);
  }

  private static Answer credit(ApiClient client, long wallet, String identity) throws IOException {
    var path = "/1/promo/creditDebit?identity=" + identity + "&walletId=" + wallet;
    var body = Map.of("transactionType", "CREDIT", "points", 5, "description", "hello");
    return client.post(path, body);
  }

  private static Map<String, Object> bought(int times) {
    var count = Map.of("op", "gte", "value", times);
    return Map.of("did", Map.of("event", "Charged", "count", count));
  }

  private static Map<String, Object> wallet() {
    return Map.of("name", "Points", "pointsName", "Points");
  }

  private static Map<String, Object> campaign(long wallet, long segment) {
    var earn = Map.of("scheme", "flat", "points", 10);
    return Map.of(
        "name", "Thanks",
        "qualification", "pastBehavior",
        "who", Map.of("segmentId", segment),
        "what", Map.of("type", "points", "walletId", wallet, "earn", earn),
        "when", Map.of("start", "now"));
  }
}
