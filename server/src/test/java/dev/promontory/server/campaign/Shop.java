package dev.promontory.server.campaign;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.server.client.Management;
import dev.promontory.server.client.Uploads;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on the test clock with a wallet and users u1 to u9, of whom user uN has made N
/// purchases of 10 × N each.
final class Shop implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  final ApiClient client;
  final Management management;
  final long wallet;
  private final ServerProcess server;

  Shop(Path folder) throws IOException {
    server =
        ServerProcess.start(
            folder,
            Map.of("PROMONTORY_CLOCK", "test", "PROMONTORY_TIME_ZONE", "Europe/Berlin"),
            List.of());
    var credentials = new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE);
    client = new ApiClient(server.address(), credentials);
    management = new Management(client);
    List<Map<String, ?>> records = new ArrayList<>();
    for (int user = 1; user <= 9; user++) {
      for (int purchase = 0; purchase < user; purchase++) {
        records.add(record("u" + user, "Charged", Map.of("Amount", 10 * user)));
      }
    }
    upload(records);
    wallet = management.createWallet(Map.of("name", "Shop", "pointsName", "Coins"));
  }

  /// JSON whose texts stand between single quotation marks.
  static String json(String written) {
    return written.replace('\'', '"');
  }

  /// An event of a user, to be uploaded.
  static Map<String, Object> record(String identity, String event) {
    return record(identity, event, Map.of());
  }

  static Map<String, Object> record(String identity, String event, Map<String, ?> data) {
    return Map.of("type", "event", "identity", identity, "evtName", event, "evtData", data);
  }

  /// Uploads records in one call.
  ///
  /// @return how many the server took
  int upload(Map<?, ?>... records) throws IOException {
    return upload(List.of(records));
  }

  int upload(List<? extends Map<?, ?>> records) throws IOException {
    return new Uploads(client).sendAll(records);
  }

  /// Posts a text as it is.
  Answer post(String path, String json) throws IOException {
    return client.post(path, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Answer postCsv(String name, String csv) throws IOException {
    var path = ApiClient.path("/api/v1/segments/lists", Map.of("name", name));
    return client.post(path, "text/csv", csv.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Answer put(String path, String json) throws IOException {
    return client.put(path, JSON.readTree(json));
  }

  /// A segment of those with at least so many purchases.
  long segment(String name, int purchases) throws IOException {
    return id(
        post(
            "/api/v1/segments",
            "{\"name\":\"%s\",\"rule\":%s}".formatted(name, bought(purchases))));
  }

  static String bought(int purchases) {
    return "{\"did\":{\"event\":\"Charged\",\"count\":{\"op\":\"gte\",\"value\":%d}}}"
        .formatted(purchases);
  }

  /// A campaign that gives 10 points.
  String campaign(String name, String who, String when) {
    return "{\"name\":\"%s\",\"qualification\":\"pastBehavior\",\"who\":%s,\"what\":%s,\"when\":%s}"
        .formatted(name, who, points(""), when);
  }

  /// A reward of 10 points.
  ///
  /// @param more further fields, with a comma before each
  String points(String more) {
    return earning("{\"scheme\":\"flat\",\"points\":10}", more);
  }

  /// A reward of points by a scheme.
  ///
  /// @param more further fields, with a comma before each
  String earning(String scheme, String more) {
    return "{\"type\":\"points\",\"walletId\":%d,\"earn\":%s%s}".formatted(wallet, scheme, more);
  }

  /// A live campaign.
  static String live(String name, String who, String what, String when) {
    return "{\"name\":\"%s\",\"qualification\":\"live\",\"who\":%s,\"what\":%s,\"when\":%s}"
        .formatted(name, who, what, when);
  }

  long draft(String json) throws IOException {
    return id(post("/api/v1/campaigns", json));
  }

  /// Drafts and publishes.
  long published(String json) throws IOException {
    long id = draft(json);
    act(id, "publish").orThrow();
    return id;
  }

  Answer act(long campaign, String action) throws IOException {
    return client.post("/api/v1/campaigns/" + campaign + "/" + action);
  }

  JsonNode get(String path) throws IOException {
    return client.get("/api/v1/" + path).orThrow().json();
  }

  JsonNode campaign(long id) throws IOException {
    return get("campaigns/" + id);
  }

  void settle() throws IOException {
    management.awaitSettled();
  }

  /// How many users a rule holds for.
  ///
  /// @param rule its texts stand between single quotation marks
  long estimate(String rule) throws IOException {
    var answer = post("/api/v1/segments/estimate", "{\"rule\":" + json(rule) + "}").orThrow();
    return answer.json().get("users").asLong();
  }

  void clockTo(String instant) throws IOException {
    client.post("/api/v1/clock", Map.of("set", instant)).orThrow();
  }

  void clockTo(Instant instant) throws IOException {
    clockTo(instant.toString());
  }

  /// The time of the test clock.
  Instant now() throws IOException {
    return Instant.parse(get("clock").get("now").asString());
  }

  double balance(String identity) throws IOException {
    for (var record : management.wallets(identity)) {
      if (record.get("walletId").asLong() == wallet) {
        return record.get("activePoints").asDouble();
      }
    }
    return 0;
  }

  static long id(Answer created) {
    return created.orThrow().json().get("id").asLong();
  }

  /// The paths of the problems in an answer.
  static List<String> paths(Answer refused) {
    List<String> paths = new ArrayList<>();
    refused.json().path("errors").forEach(error -> paths.add(error.path("path").asString()));
    return paths;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
