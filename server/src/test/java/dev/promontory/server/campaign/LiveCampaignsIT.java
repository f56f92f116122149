package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Uploads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Live campaigns on a whole server, told by the test clock. Tests share the server, each with
/// events of its own.
class LiveCampaignsIT {
  private static final String NOW = "{\"start\":\"now\",\"end\":\"never\"}";

  @TempDir private static Path folder;
  private static Shop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new Shop(folder);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void an_action_is_rewarded_by_its_amount_if_the_past_allows() throws IOException {
    upload("early", "Ordered", Map.of("Amount", 500));
    shop.published(
        live(
            "Cashback",
            "{\"trigger\":{\"events\":[{\"event\":\"Ordered\"}]},\"filter\":%s}"
                .formatted(Shop.bought(5)),
            earn("{\"scheme\":\"percentage\",\"percent\":10,\"property\":\"Amount\"}"),
            NOW));

    upload("u4", "Ordered", Map.of("Amount", 300));
    upload("u5", "Ordered", Map.of("Amount", 200));
    upload("u9", "Ordered", Map.of("Amount", 50.5));
    upload("u9", "Ordered", Map.of("Amount", "much"));
    shop.settle();

    assertThat(shop.balance("early")).isZero();
    assertThat(shop.balance("u4")).isZero();
    assertThat(shop.balance("u5")).isEqualTo(20);
    assertThat(shop.balance("u9")).isEqualTo(5);
  }

  @Test
  void explain_tells_what_came_of_each_attempt() throws IOException {
    long id =
        shop.published(
            live(
                "Explained",
                "{\"trigger\":{\"events\":[{\"event\":\"Danced\"}]},\"filter\":%s}"
                    .formatted(Shop.bought(5)),
                points(""),
                NOW));
    upload("u6", "Danced", Map.of());
    upload("u2", "Danced", Map.of());
    shop.settle();

    var rewarded = shop.get("campaigns/" + id + "/explain?identity=u6");
    var refused = shop.get("campaigns/" + id + "/explain?identity=u2");

    assertThat(rewarded.get("attempts").size()).isEqualTo(1);
    assertThat(rewarded.get("decisions").size()).isEqualTo(1);
    assertThat(refused.get("attempts").size()).isEqualTo(1);
    assertThat(refused.get("decisions").size()).isZero();
    var attempt = refused.get("attempts").get(0);
    assertThat(attempt.get("outcome").asString()).isEqualTo("filtered");
    assertThat(attempt.get("filter").get(0).get("path").asString()).isEqualTo("who.filter");
    assertThat(attempt.get("filter").get(0).get("holds").asBoolean()).isFalse();
    assertThat(attempt.get("filter").get(0).get("count").asInt()).isEqualTo(2);
  }

  @Test
  void a_burst_counts_every_event_and_recurrence_ends_it() throws IOException {
    long id =
        shop.published(
            live(
                "Twice",
                "{\"trigger\":{\"events\":[{\"event\":\"Tapped\"}]}}",
                points(",\"limits\":{\"perUser\":{\"total\":3,\"day\":2}}"),
                NOW));

    new Uploads(shop.client).sendAll(repeated("tapper", "Tapped", 5));
    shop.settle();
    assertThat(shop.balance("tapper")).isEqualTo(20);
    shop.client.post("/api/v1/clock", Map.of("advanceSeconds", 86_400)).orThrow();
    new Uploads(shop.client).sendAll(repeated("tapper", "Tapped", 5));
    shop.settle();

    assertThat(shop.balance("tapper")).isEqualTo(30);
    var errors = shop.get("campaigns/" + id + "/errors").toString();
    assertThat(errors).contains("User's reward recurrence limit exceeded").contains("7");
  }

  @Test
  void who_does_not_finish_in_time_is_rewarded_then() throws IOException {
    shop.published(
        live(
            "Come back",
            """
            {"trigger":{"events":[{"event":"Cart Filled"}],"without":{"event":"Paid"},
                        "within":{"amount":30,"unit":"minute"}}}
            """,
            points(""),
            NOW));

    upload("idle", "Cart Filled", Map.of());
    upload("buyer", "Cart Filled", Map.of());
    shop.client.post("/api/v1/clock", Map.of("advanceSeconds", 29 * 60)).orThrow();
    upload("buyer", "Paid", Map.of());
    shop.settle();
    assertThat(shop.balance("idle")).isZero();
    shop.client.post("/api/v1/clock", Map.of("advanceSeconds", 120)).orThrow();

    assertThat(shop.balance("idle")).isEqualTo(10);
    assertThat(shop.balance("buyer")).isZero();
  }

  @Test
  void a_paused_campaign_sees_nothing_and_a_stopped_one_never_again() throws IOException {
    long id =
        shop.published(
            live("Walk", "{\"trigger\":{\"events\":[{\"event\":\"Walked\"}]}}", points(""), NOW));

    upload("walker", "Walked", Map.of());
    shop.act(id, "pause").orThrow();
    assertThat(shop.balance("walker")).isEqualTo(10);
    upload("walker", "Walked", Map.of());
    shop.act(id, "resume").orThrow();
    upload("walker", "Walked", Map.of());
    shop.act(id, "stop").orThrow();
    upload("walker", "Walked", Map.of());
    shop.settle();

    assertThat(shop.balance("walker")).isEqualTo(20);
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("stopped");
  }

  @Test
  void it_is_live_from_its_start_to_its_end() throws IOException {
    shop.clockTo("2091-06-01T06:00:00Z");
    long id =
        shop.published(
            live(
                "Summer",
                "{\"trigger\":{\"events\":[{\"event\":\"Swam\"}]}}",
                points(""),
                "{\"start\":\"2091-06-01T09:00\",\"end\":\"2091-06-01T10:00\"}"));
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("scheduled");
    upload("swimmer", "Swam", Map.of());

    // Nine o'clock in Berlin.
    shop.clockTo("2091-06-01T07:00:00Z");
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("running");
    upload("swimmer", "Swam", Map.of());
    shop.clockTo("2091-06-01T08:00:00Z");
    upload("swimmer", "Swam", Map.of());
    shop.settle();

    assertThat(shop.balance("swimmer")).isEqualTo(10);
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("completed");
  }

  @Test
  void more_time_and_a_larger_budget_can_be_given_under_way() throws IOException {
    var who = "{\"trigger\":{\"events\":[{\"event\":\"Ran\"}]}}";
    long id =
        shop.published(live("Run", who, points(",\"limits\":{\"budget\":{\"campaign\":15}}"), NOW));
    new Uploads(shop.client).sendAll(repeated("runner", "Ran", 2));
    shop.settle();
    assertThat(shop.balance("runner")).isEqualTo(10);

    shop.put(
            "/api/v1/campaigns/" + id,
            live("Run", who, points(",\"limits\":{\"budget\":{\"campaign\":30}}"), NOW))
        .orThrow();
    new Uploads(shop.client).sendAll(repeated("runner", "Ran", 3));
    shop.settle();

    assertThat(shop.balance("runner")).isEqualTo(30);
    var other =
        shop.put(
            "/api/v1/campaigns/" + id,
            live("Run", "{\"trigger\":{\"events\":[{\"event\":\"Sat\"}]}}", points(""), NOW));
    assertThat(Shop.paths(other)).contains("who");
  }

  @Test
  void a_reward_can_make_somebody_qualify_for_another() throws IOException {
    shop.published(
        live("First", "{\"trigger\":{\"events\":[{\"event\":\"Sang\"}]}}", points(""), NOW));
    shop.published(
        live(
            "Thanks",
            """
            {"trigger":{"events":[{"event":"CT Points Credited"}]},
             "filter":{"did":{"event":"Sang"}}}
            """,
            points(",\"limits\":{\"perUser\":{\"total\":1}}"),
            NOW));

    upload("singer", "Sang", Map.of());
    shop.settle();

    assertThat(shop.balance("singer")).isEqualTo(20);
  }

  private static void upload(String identity, String event, Map<String, ?> data)
      throws IOException {
    new Uploads(shop.client).sendAll(List.of(record(identity, event, data)));
  }

  private static List<Map<String, ?>> repeated(String identity, String event, int times) {
    return IntStream.range(0, times)
        .<Map<String, ?>>mapToObj(_ -> record(identity, event, Map.of()))
        .toList();
  }

  private static Map<String, ?> record(String identity, String event, Map<String, ?> data) {
    return Map.of("type", "event", "identity", identity, "evtName", event, "evtData", data);
  }

  private static String points(String more) {
    return shop.points(more);
  }

  private static String earn(String scheme) {
    return "{\"type\":\"points\",\"walletId\":%d,\"earn\":%s}".formatted(shop.wallet, scheme);
  }

  private static String live(String name, String who, String what, String when) {
    return "{\"name\":\"%s\",\"qualification\":\"live\",\"who\":%s,\"what\":%s,\"when\":%s}"
        .formatted(name, who, what, when);
  }
}
