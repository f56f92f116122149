package dev.promontory.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strings that other systems have stumbled over, everywhere a caller may send one: each is kept
/// exactly as sent or refused with a reason, and harms nothing beside it.
class HostileStringsIT {
  private static final List<String> HOSTILE =
      List.of(
          "Robert'); DROP TABLE account CASCADE;--",
          "' OR '1'='1",
          "\" OR \"\"=\"",
          "x'; SELECT pg_sleep(10);--",
          "$$; DROP TABLE wallet; $$",
          "<script>alert('1')</script>",
          "<img src=x onerror=alert(1)>&amp;&#0;",
          "${jndi:ldap://127.0.0.1/x}",
          "{{7*7}} #{7*7} %{7*7} %s %n %x",
          "../../../../etc/passwd",
          "a\u0000b",
          "\u0000",
          "tab\tnewline\nreturn\rbell\u0007escape\u001b[31m",
          "\u007f\u0080\u009f\u2028\u2029",
          "\ufeffbyte order mark",
          "\u202eright to left\u202c",
          "combining e\u0301 and precomposed \u00e9",
          "💥 𝒳 \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 𐀀",
          "lone high \ud83d",
          "lone low \udca5",
          "\\",
          "\\u0000 \\N \\.",
          "\"\\\"\\\\\"",
          "%00%2e%2e/ +plus&amp=1;x=#y?",
          "NULL",
          "Infinity",
          "$D_9999999999999",
          "İıſK",
          "x".repeat(512));

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static ApiClient client;
  private static Management api;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder, Map.of(), List.of());
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
  void a_value_is_found_as_it_was_sent_or_was_refused_with_a_code() throws IOException {
    var records = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      records.add(event("value-" + i, Map.of("Text", HOSTILE.get(i))));
      records.add(event("neighbour-" + i, Map.of("Text", "harmless")));
    }
    var refused = upload(records);
    api.awaitSettled();
    assertThat(refused).allMatch(identity -> identity.startsWith("value-"));
    assertThat(api.estimate(saying("harmless"))).isEqualTo(HOSTILE.size());
    for (int i = 0; i < HOSTILE.size(); i++) {
      if (!refused.contains("value-" + i)) {
        assertFound(HOSTILE.get(i));
      }
    }
    assertThat(refused).hasSizeLessThan(8);
    for (var text : List.of("a\u0000b", "lone high \ud83d")) {
      var answer = client.post("/api/v1/segments/estimate", Map.of("rule", saying(text)));
      assertThat(answer.status()).as(text).isBetween(400, 422);
    }
  }

  private static void assertFound(String text) throws IOException {
    var answer = client.post("/api/v1/segments/estimate", Map.of("rule", saying(text)));
    assertThat(answer.orThrow().json().get("users").asLong()).as(text).isEqualTo(1);
  }

  @Test
  void an_identity_is_found_again_or_was_refused_with_a_code() throws IOException {
    long wallet = api.createWallet(Map.of("name", "Identities", "pointsName", "Points"));
    for (var hostile : HOSTILE) {
      var refused = upload(List.of(event(hostile, Map.of())));
      if (refused.isEmpty()) {
        var query = Map.of("identity", hostile, "walletId", wallet);
        var body = Map.of("transactionType", "CREDIT", "points", 7, "description", "d");
        client.post(ApiClient.path("/1/promo/creditDebit", query), body).orThrow();
        assertThat(active(hostile, wallet)).as(hostile).isEqualTo(7);
      }
    }
  }

  @Test
  void a_name_is_kept_as_it_was_sent_or_refused_with_its_place() throws IOException {
    for (var hostile : HOSTILE) {
      var rule = Map.of("did", Map.of("event", "Said"));
      var segment = client.post("/api/v1/segments", Map.of("name", hostile, "rule", rule));
      if (segment.isSuccess()) {
        var found = client.get("/api/v1/segments/" + segment.json().get("id").asLong()).orThrow();
        assertThat(found.json().get("name").asString()).isEqualTo(hostile);
      } else {
        assertThat(segment.status()).as(hostile).isBetween(400, 422);
        assertThat(segment.json().get("errors").get(0).get("path").asString()).isEqualTo("name");
      }
    }
  }

  @Test
  void a_description_is_kept_as_it_was_sent_or_refused() throws IOException {
    upload(List.of(event("describer", Map.of())));
    long wallet = api.createWallet(Map.of("name", "Descriptions", "pointsName", "Points"));
    var query = Map.of("identity", "describer", "walletId", wallet);
    var kept = new ArrayList<String>();
    for (var hostile : HOSTILE) {
      var body = Map.of("transactionType", "CREDIT", "points", 1, "description", hostile);
      var answer = client.post(ApiClient.path("/1/promo/creditDebit", query), body);
      assertThat(answer.status()).as(hostile + " → " + answer.body()).isLessThan(500);
      if (answer.isSuccess()) {
        kept.add(hostile);
      }
    }
    var path = ApiClient.path("/1/promo/transactions", query);
    var found = new ArrayList<String>();
    for (var entry : client.get(path).orThrow().json().at("/record/allTransactions")) {
      found.add(entry.get("description").asString());
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(kept);
  }

  @Test
  void a_query_parameter_or_path_never_breaks_a_call() throws IOException {
    for (var hostile : HOSTILE) {
      for (var path : List.of("/1/promo/wallets", "/1/promo/transactions", "/api/v1/campaigns")) {
        var query =
            Map.of("identity", hostile, "walletId", hostile, "q", hostile, "status", hostile);
        var answer = client.get(ApiClient.path(path, query));
        assertThat(answer.status()).as(path + " " + hostile).isLessThan(500);
      }
    }
  }

  /// The identities of records that were refused, each with a code.
  private static List<String> upload(List<?> records) throws IOException {
    var answer = client.post("/1/upload", Map.of("d", records)).orThrow().json();
    var refused = new ArrayList<String>();
    for (var record : answer.path("unprocessed")) {
      assertThat(record.get("code").asInt()).isBetween(509, 555);
      refused.add(record.at("/record/identity").asString());
    }
    assertThat(answer.get("processed").asInt()).isEqualTo(records.size() - refused.size());
    return refused;
  }

  private static int active(String identity, long wallet) throws IOException {
    for (var each : api.wallets(identity)) {
      if (each.get("walletId").asLong() == wallet) {
        return each.get("activePoints").asInt();
      }
    }
    return 0;
  }

  private static Map<String, Object> event(String identity, Map<String, Object> data) {
    return Map.of("type", "event", "identity", identity, "evtName", "Said", "evtData", data);
  }

  private static Map<String, Object> saying(String text) {
    var condition = Map.of("property", "Text", "op", "equals", "value", text);
    return Map.of("did", Map.of("event", "Said", "where", List.of(condition)));
  }
}
