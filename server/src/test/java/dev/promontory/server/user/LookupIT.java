package dev.promontory.server.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import dev.promontory.testkit.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Users, profiles and queries on the whole server.
class LookupIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CROWD = 1_200;

  @TempDir private static Path folder = Path.of("unset");
  private static ServerProcess server;
  private static ApiClient client;

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder, Map.of("PROMONTORY_TIME_ZONE", "Asia/Kolkata"), List.of());
    var credentials = new Credentials(ServerProcess.ACCOUNT_ID, ServerProcess.PASSCODE);
    client = new ApiClient(server.address(), credentials);
    upload(
        """
        {"identity":"ann","type":"profile","profileData":{"Name":"Ann","Email":"ann@shop.example","Age":42,
         "Score":1.5,"Since":"$D_1764000000","Tags":["a","b"],"Address":{"City":"Rome"},"VIP":true}},
        {"identity":"ann","type":"event","evtName":"Product viewed","ts":1763000000,"evtData":{"Price":10}},
        {"identity":"ann","type":"event","evtName":"Charged","ts":1763000001,
         "evtData":{"Amount":59.9,"Paid":true,"Items":[{"Category":"Shoes","Price":59.9}]}},
        {"identity":"ann","type":"event","evtName":"Charged","ts":1763000001,"evtData":{"Amount":5}},
        {"objectId":"__g1","type":"event","evtName":"Charged","ts":1500000000},
        {"identity":"Bob 100%+ü","type":"event","evtName":"Product viewed","ts":1763086400}
        """);
    var crowd = new ArrayList<String>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(
          """
          {"identity":"crowd %d","type":"event","evtName":"Crowded","ts":1763000000},
          {"identity":"crowd %d","type":"profile","profileData":{"Number":%d}}
          """
              .formatted(i, i, i));
    }
    for (int from = 0; from < CROWD; from += 400) {
      upload(String.join(",", crowd.subList(from, from + 400)));
    }
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void the_system_clock_is_neither_shown_nor_moved() throws IOException {
    var shown = client.get("/api/v1/clock");
    var moved = client.post("/api/v1/clock", Map.of("advanceSeconds", 1));

    for (var answer : List.of(shown, moved)) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.json().get("type").asString()).isEqualTo("/problems/no-test-clock");
    }
  }

  @Test
  void a_user_is_shown_with_profile_and_wallets() throws IOException {
    var user = get("/api/v1/users/ann");

    assertThat(user.path("identities"))
        .isEqualTo(json("[{\"identity\":\"ann\",\"type\":\"identity\"}]"));
    assertThat(user.path("profile"))
        .isEqualTo(
            json(
                """
                {"Name":"Ann","Email":"ann@shop.example","Age":42,"Score":1.5,"Since":"$D_1764000000",
                 "Tags":["a","b"],"Address":{"City":"Rome"},"VIP":true}
                """));
    assertThat(user.path("wallets")).isEmpty();
    assertThat(get("/api/v1/users/__g1?type=objectId").path("profile")).isEmpty();
    assertThat(client.get("/api/v1/users/__g1").status()).isEqualTo(404);
    assertThat(client.get("/api/v1/users/ann?type=email").status()).isEqualTo(400);
    assertThat(client.get("/api/v1/users/Bob%20100%25%2B%C3%BC").status()).isEqualTo(200);
  }

  @Test
  void events_come_newest_first_page_by_page() throws IOException {
    var first = get("/api/v1/users/ann/events?limit=2");
    assertThat(first.path("items").get(0).path("properties")).isEqualTo(json("{\"Amount\":5}"));
    assertThat(first.path("items").get(1).path("properties"))
        .isEqualTo(
            json(
                """
                {"Amount":59.9,"Paid":true,"Items":[{"Category":"Shoes","Price":59.9}]}
                """));
    assertThat(first.path("items").get(1).path("at").asString()).isEqualTo("2025-11-13T02:13:21Z");

    var cursor = first.path("nextCursor").asString();
    var second = get("/api/v1/users/ann/events?limit=2&cursor=" + cursor);
    assertThat(second.path("items")).hasSize(1);
    assertThat(second.path("items").get(0).path("name").asString()).isEqualTo("Product viewed");
    assertThat(second.path("nextCursor").isNull()).isTrue();
    assertThat(client.get("/api/v1/users/ann/events?cursor=x").status()).isEqualTo(400);
    assertThat(client.get("/api/v1/users/nobody/events").status()).isEqualTo(404);
  }

  @Test
  void users_are_sought_by_a_part_of_their_identity() throws IOException {
    assertThat(get("/api/v1/users?q=BOB%20100%25").path("items"))
        .isEqualTo(json("[{\"identity\":\"Bob 100%+ü\",\"type\":\"identity\"}]"));
    assertThat(get("/api/v1/users?limit=7").path("items")).hasSize(7);
    assertThat(client.get("/api/v1/users?limit=101").status()).isEqualTo(400);
  }

  @Test
  void the_reference_s_profile_is_found_by_each_identifier() throws IOException {
    for (var parameter : List.of("identity=ann", "email=ann%40shop.example")) {
      var answer = get("/1/profile.json?" + parameter);
      assertThat(answer.path("status").asString()).isEqualTo("success");
      var record = answer.path("record");
      assertThat(record.path("identity").asString()).isEqualTo("ann");
      assertThat(record.path("name").asString()).isEqualTo("Ann");
      assertThat(record.path("email").asString()).isEqualTo("ann@shop.example");
      assertThat(record.path("profileData").path("Tags")).isEqualTo(json("[\"a\",\"b\"]"));
    }
    assertThat(get("/1/profile.json?objectId=__g1").path("record"))
        .isEqualTo(json("{\"objectId\":\"__g1\",\"profileData\":{}}"));
    assertFails(client.get("/1/profile.json?identity=nobody"), 404);
    assertFails(client.get("/1/profile.json"), 400);
    assertFails(client.get("/1/profile.json?identity=ann&email=x"), 400);
  }

  @Test
  void what_was_acknowledged_is_seen_by_the_next_call() throws IOException {
    for (int i = 0; i < 20; i++) {
      upload(
          "{\"identity\":\"fresh\",\"type\":\"profile\",\"profileData\":{\"i\":%d}}".formatted(i));
      assertThat(get("/api/v1/users/fresh").path("profile").path("i").asInt()).isEqualTo(i);
    }
  }

  @Test
  void profiles_are_counted_by_queries() throws IOException {
    assertThat(count("{\"event_name\":\"Charged\",\"from\":20251113,\"to\":20251113}"))
        .isEqualTo(1);
    assertThat(count("{\"event_name\":\"charged\",\"from\":20100101,\"to\":20300101}"))
        .isEqualTo(2);
    assertThat(count("{\"event_name\":\"Charged\",\"from\":20251114,\"to\":20251120}")).isZero();
    assertThat(
            count(
                """
                {"event_name":"Charged","from":20100101,"to":20300101,"event_properties":[
                  {"name":"Amount","operator":"greater_than","value":50},{"name":"Paid","value":"True"},
                  {"name":"Items.Category","operator":"contains","value":"hoe"}]}
                """))
        .isEqualTo(1);
    assertThat(
            count(
                """
                {"event_name":"Charged","from":20100101,"operator":"greater_than_equals","value":2}
                """))
        .isEqualTo(1);
    assertThat(
            count(
                """
                {"common_profile_properties":{"profile_fields":[
                   {"name":"Age","operator":"less_than_equals","value":42},
                   {"name":"Tags","operator":"equals","value":["x","a"]}]},
                 "advanced_query":{"did_all":[{"event_name":"Charged","from":20100101}],
                   "did_any":{"any_events":[{"event_name":"No","from":20100101},
                                            {"event_name":"Product viewed","from":20100101}]},
                   "did_none":[{"event_name":"Crowded"}]}}
                """))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"event_name\":7}",
        "{\"event_name\":\"\"}",
        "{\"event_name\":\"A\",\"from\":\"yesterday\"}",
        "{\"event_name\":\"A\",\"from\":20261301}",
        "{\"event_name\":\"A\",\"from\":20260102,\"to\":20260101}",
        "{\"event_name\":\"A\",\"session_properties\":[]}",
        "{\"event_name\":\"A\",\"event_properties\":{}}",
        "{\"event_name\":\"A\",\"event_properties\":[7]}",
        "{\"event_name\":\"A\",\"event_properties\":[{\"name\":\"x\"}]}",
        "{\"event_name\":\"A\",\"event_properties\":[{\"name\":\"x\",\"operator\":\"like\",\"value\":1}]}",
        "{\"event_name\":\"A\",\"event_properties\":[{\"name\":\"x\",\"operator\":\"less_than\",\"value\":\"1\"}]}",
        "{\"event_name\":\"A\",\"event_properties\":[{\"name\":\"x\",\"value\":1e999}]}",
        "{\"event_name\":\"A\",\"operator\":\"exists\"}",
        "{\"advanced_query\":{\"did_some\":[]}}",
        "not json"
      })
  void a_query_that_is_not_understood_is_refused(String query) throws IOException {
    assertFails(post("/1/counts/profiles.json", query), 400);
    assertFails(post("/1/profiles.json", query), 400);
  }

  @Test
  void profiles_are_read_in_batches() throws IOException {
    var names = new ArrayList<String>();
    int batches = 0;
    var begun =
        post("/1/profiles.json?batch_size=500", "{\"event_name\":\"Crowded\",\"from\":20200101}");
    var cursor = begun.orThrow().json().path("cursor").asString();
    while (!cursor.isEmpty()) {
      var batch = get("/1/profiles.json?cursor=" + cursor);
      for (var record : batch.path("records")) {
        names.add(record.path("identity").asString());
        assertThat("crowd " + record.path("profileData").path("Number").asInt())
            .isEqualTo(record.path("identity").asString());
      }
      cursor = batch.path("next_cursor").asString("");
      batches++;
    }
    assertThat(batches).isEqualTo(3);
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, CROWD).mapToObj(i -> "crowd " + i).toList());
  }

  @Test
  void cursors_of_others_and_huge_ones_are_refused() throws IOException {
    assertFails(client.get("/1/profiles.json"), 400);
    assertFails(client.get("/1/profiles.json?cursor=abc"), 400);
    assertFails(client.get("/1/profiles.json?cursor=e30"), 400);
    assertFails(post("/1/profiles.json?batch_size=5001", "{\"event_name\":\"A\"}"), 400);
    var conditions = "{\"name\":\"x\",\"value\":\"%s\"},".formatted("x".repeat(500)).repeat(10);
    assertFails(
        post(
            "/1/profiles.json",
            "{\"event_name\":\"A\",\"event_properties\":[%s{\"name\":\"y\",\"value\":1}]}"
                .formatted(conditions)),
        400);
  }

  private static void assertFails(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json().path("status").asString()).isEqualTo("fail");
    assertThat(answer.json().path("code").asInt()).isEqualTo(status);
    assertThat(answer.json().path("error").asString()).isNotBlank();
  }

  private static long count(String query) throws IOException {
    return post("/1/counts/profiles.json", query).orThrow().json().path("count").asLong();
  }

  private static JsonNode get(String path) throws IOException {
    return client.get(path).orThrow().json();
  }

  private static Answer post(String path, String body) throws IOException {
    return client.post(path, "application/json", body.getBytes(UTF_8), Map.of());
  }

  private static void upload(String records) throws IOException {
    var answer = post("/1/upload", "{\"d\":[" + records + "]}").orThrow().json();
    assertThat(answer.path("unprocessed")).isEmpty();
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
