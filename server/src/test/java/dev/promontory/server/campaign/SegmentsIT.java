package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SegmentsIT extends InShop {
  private static final String SEGMENTS = "/api/v1/segments";

  @Test
  void an_estimate_is_exact_and_counts_what_was_acknowledged_before() throws IOException {
    for (int purchases = 1; purchases <= 10; purchases++) {
      var answer = shop.post(SEGMENTS + "/estimate", "{\"rule\":" + Shop.bought(purchases) + "}");
      assertThat(answer.orThrow().json().get("users").asInt()).isEqualTo(10 - purchases);
    }
  }

  @Test
  void a_segment_is_saved_changed_and_deleted() throws IOException {
    long id = shop.segment("Loyal", 5);

    var saved = shop.get("segments/" + id);
    assertThat(saved.get("name").asString()).isEqualTo("Loyal");
    assertThat(saved.get("kind").asString()).isEqualTo("rule");
    assertThat(saved.at("/rule/did/count/value").asInt()).isEqualTo(5);
    var changed =
        shop.put(SEGMENTS + "/" + id, "{\"name\":\"Loyaler\",\"rule\":" + Shop.bought(7) + "}");
    assertThat(changed.orThrow().json().at("/rule/did/count/value").asInt()).isEqualTo(7);
    assertThat(users(members(id, 100))).containsExactly("u7", "u8", "u9");
    assertThat(shop.client.delete(SEGMENTS + "/" + id).status()).isEqualTo(204);
    assertThat(shop.client.get(SEGMENTS + "/" + id).status()).isEqualTo(404);
    assertThat(shop.client.get(SEGMENTS + "/nonsense").status()).isEqualTo(404);
  }

  @Test
  void members_come_in_pages_that_meet_without_gap() throws IOException {
    long id = shop.segment("Paged", 2);
    List<String> all = new ArrayList<>();
    var page = members(id, 3);
    all.addAll(users(page));
    while (page.hasNonNull("nextCursor")) {
      page =
          shop.get(
              "segments/" + id + "/members?limit=3&cursor=" + page.get("nextCursor").asString());
      all.addAll(users(page));
    }

    assertThat(all).containsExactlyInAnyOrder("u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9");
  }

  @Test
  void a_name_is_taken_once() throws IOException {
    shop.segment("Köln", 1);

    var again = shop.post(SEGMENTS, "{\"name\":\"KÖLN\",\"rule\":" + Shop.bought(1) + "}");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("type").asString()).isEqualTo("/problems/name-taken");
  }

  @Test
  void sg1_a_segment_in_use_is_not_deleted_and_its_users_are_named() throws IOException {
    long inner = shop.segment("Inner", 1);
    long outer =
        Shop.id(
            shop.post(
                SEGMENTS,
                "{\"name\":\"Outer\",\"rule\":{\"segment\":{\"id\":" + inner + ",\"in\":false}}}"));
    long campaign =
        shop.draft(shop.campaign("Uses", "{\"segmentId\":" + inner + "}", "{\"start\":\"now\"}"));

    var refused = shop.client.delete(SEGMENTS + "/" + inner);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asString())
        .contains("segment " + outer + " (Outer)", "campaign " + campaign + " (Uses)");
    shop.client.delete("/api/v1/campaigns/" + campaign).orThrow();
    shop.client.delete(SEGMENTS + "/" + outer).orThrow();
    assertThat(shop.client.delete(SEGMENTS + "/" + inner).status()).isEqualTo(204);
  }

  @Test
  void d1_every_problem_is_told_and_nothing_is_stored() throws IOException {
    int before = shop.get("segments?limit=1000").get("items").size();

    var refused =
        shop.post(
            SEGMENTS,
            """
            {"nam":"x","rule":{"all":[{"did":{"event":"","where":[{"property":"a","op":"~"}]}},
                                      {"bucket":{"from":0,"to":9}}]}}
            """);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(Shop.paths(refused))
        .containsExactly(
            "name",
            "rule.all[0].did.event",
            "rule.all[0].did.where[0].op",
            "rule.all[1].bucket",
            "nam");
    assertThat(shop.post(SEGMENTS, "{\"name\":").status()).isEqualTo(400);
    assertThat(shop.post(SEGMENTS, "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(shop.get("segments?limit=1000").get("items").size()).isEqualTo(before);
  }

  @Test
  void a_segment_that_does_not_exist_is_named_by_its_path() throws IOException {
    var refused =
        shop.post(
            SEGMENTS + "/estimate",
            "{\"rule\":{\"any\":[" + Shop.bought(1) + ",{\"segment\":{\"id\":987654}}]}}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(Shop.paths(refused)).containsExactly("rule.any[1].segment.id");
  }

  @Test
  void s4_8_a_list_takes_known_users_and_tells_the_rest() throws IOException {
    var answer =
        shop.postCsv(
            "VIPs",
            "\uFEFFType,Identity\r\ni,u1\r\ni,\"u2\"\r\ni,stranger\r\n\r\ni,u1\r\nx,u3\r\ni\r\ng,u4\r\n");

    var json = answer.orThrow().json();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(json.get("accepted").asInt()).isEqualTo(2);
    List<Integer> lines = new ArrayList<>();
    json.get("rejected").forEach(rejected -> lines.add(rejected.get("line").asInt()));
    assertThat(lines).containsExactly(4, 6, 7, 8, 9);
    assertThat(json.get("rejectedTotal").asInt()).isEqualTo(5);
    assertThat(users(members(json.get("id").asLong(), 100))).containsExactly("u1", "u2");
    var again = shop.postCsv("vips", "Type,Identity\ni,u1\n");
    assertThat(again.status()).isEqualTo(409);
  }

  @Test
  void a_list_without_its_header_or_name_is_refused() throws IOException {
    assertThat(shop.postCsv("Headless", "i,u1\n").status()).isEqualTo(400);
    assertThat(shop.postCsv("Empty", "").status()).isEqualTo(400);
    assertThat(shop.client.post(SEGMENTS + "/lists", "text/csv", new byte[0], Map.of()).status())
        .isEqualTo(400);
  }

  @Test
  void s5_all_unknown_segments_of_a_rule_are_told_at_once() throws IOException {
    var rule =
        """
        {"all":[{"segment":{"id":987654}},{"any":[{"segment":{"id":987655}},%s]}]}
        """
            .formatted(Shop.bought(1));
    var paths = List.of("rule.all[0].segment.id", "rule.all[1].any[0].segment.id");
    var document = "{\"name\":\"Unknown two\",\"rule\":" + rule + "}";
    long known = shop.segment("Known", 1);

    assertThat(Shop.paths(shop.post("/api/v1/segments", document))).isEqualTo(paths);
    assertThat(Shop.paths(shop.post("/api/v1/segments/estimate", "{\"rule\":" + rule + "}")))
        .isEqualTo(paths);
    assertThat(Shop.paths(shop.put("/api/v1/segments/" + known, document))).isEqualTo(paths);
  }

  @Test
  void s6_a_repeat_with_the_same_key_gets_the_first_answer() throws IOException {
    var body = Map.of("name", "Keyed", "rule", Map.of("did", Map.of("event", "Charged")));

    var first = shop.client.post(SEGMENTS, body, "key-1");
    var again = shop.client.post(SEGMENTS, body, "key-1");
    var other =
        shop.client.post(SEGMENTS, Map.of("name", "Other", "rule", body.get("rule")), "key-1");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(409);
  }

  private static JsonNode members(long id, int limit) throws IOException {
    return shop.get("segments/" + id + "/members?limit=" + limit);
  }

  private static List<String> users(JsonNode page) {
    List<String> users = new ArrayList<>();
    page.get("items").forEach(item -> users.add(item.get("identity").asString()));
    return users.stream().sorted().toList();
  }
}
