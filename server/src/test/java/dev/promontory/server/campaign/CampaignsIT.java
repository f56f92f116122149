package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.server.client.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CampaignsIT extends InShop {
  private static final String CAMPAIGNS = "/api/v1/campaigns";
  private static final String NOW = "{\"start\":\"now\"}";

  @Test
  void s4_3_a_campaign_on_past_behaviour_rewards_exactly_the_right_users() throws IOException {
    double before = shop.balance("u7");
    long id = shop.published(shop.campaign("Seven", rule(7), NOW));
    shop.settle();

    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("completed");
    assertThat(identities(shop.management.grants(id))).containsExactly("u7", "u8", "u9");
    assertThat(shop.balance("u7") - before).isEqualTo(10);
    var run = shop.get("campaigns/" + id + "/runs").get("items").get(0);
    assertThat(run.get("status").asString()).isEqualTo("finished");
    assertThat(run.get("members").asInt()).isEqualTo(3);
    assertThat(run.get("done").asInt()).isEqualTo(3);
    var stats = shop.get("campaigns/" + id + "/stats");
    assertThat(stats.get("rewardsDistributed").asInt()).isEqualTo(3);
    assertThat(stats.get("pointsDistributed").asDouble()).isEqualTo(30);
    assertThat(stats.get("periods").size()).isEqualTo(1);
    assertThat(shop.get("campaigns/" + id + "/errors").get("total").asInt()).isZero();
    assertThat(shop.get("campaigns/" + id + "/revisions").get("items").size()).isEqualTo(1);
  }

  @Test
  void who_was_rewarded_can_be_asked_by_the_next_campaign() throws IOException {
    long id = shop.published(shop.campaign("First", rule(9), NOW));
    shop.settle();
    var rewarded =
        """
        {"rule":{"did":{"event":"CT Points Credited",
                        "where":[{"property":"Campaign ID","op":"equals","value":%d}]}}}
        """
            .formatted(id);

    long next = shop.published(shop.campaign("Next", rewarded, NOW));
    shop.settle();

    assertThat(identities(shop.management.grants(next))).containsExactly("u9");
  }

  @Test
  void a_list_is_rewarded() throws IOException {
    long list = Shop.id(shop.postCsv("Winners", "Type,Identity\ni,u1\ni,u2\n"));
    var json =
        shop.campaign("Winners", "{\"segmentId\":" + list + "}", NOW)
            .replace("pastBehavior", "customList");

    long id = shop.published(json);
    shop.settle();

    assertThat(identities(shop.management.grants(id))).containsExactly("u1", "u2");
    var wrongKind = shop.campaign("Wrong", "{\"segmentId\":" + list + "}", NOW);
    assertThat(Shop.paths(shop.act(shop.draft(wrongKind), "publish")))
        .containsExactly("who.segmentId");
  }

  @Test
  void a_budget_refuses_the_rest_and_the_errors_say_so() throws IOException {
    var json =
        shop.campaign("Budget", rule(1), NOW)
            .replace(shop.points(""), shop.points(",\"limits\":{\"budget\":{\"campaign\":45}}"));

    long id = shop.published(json);
    shop.settle();

    var errors = shop.get("campaigns/" + id + "/errors");
    assertThat(errors.get("total").asInt()).isEqualTo(5);
    assertThat(errors.at("/errors/0/name").asString())
        .isEqualTo("Campaign's points budget exceeded");
    assertThat(shop.get("campaigns/" + id + "/stats").get("pointsDistributed").asInt())
        .isEqualTo(40);
  }

  @Test
  void explain_tells_why_and_why_not() throws IOException {
    var who = "{\"rule\":{\"all\":[" + Shop.bought(1) + "," + Shop.bought(8) + "]}}";
    long draft = shop.draft(shop.campaign("Why", who, NOW));
    assertThat(explain(draft, "u9").get("reason").asString()).contains("has not run");
    shop.act(draft, "publish").orThrow();
    shop.settle();

    assertThat(explain(draft, "u9").at("/decisions/0/outcome").asString()).isEqualTo("granted");
    assertThat(explain(draft, "u9").has("reason")).isFalse();
    var outside = explain(draft, "u3");
    assertThat(outside.get("decisions").isEmpty()).isTrue();
    assertThat(holds(outside))
        .containsEntry("who.rule", false)
        .containsEntry("who.rule.all[0]", true)
        .containsEntry("who.rule.all[1]", false);
    assertThat(explain(draft, "nobody").get("reason").asString()).contains("No user");
    assertThat(shop.client.get(CAMPAIGNS + "/" + draft + "/explain").status()).isEqualTo(400);
  }

  @Test
  void s5_the_life_of_a_campaign() throws IOException {
    long id = shop.draft("{}");
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("draft");
    assertThat(shop.campaign(id).get("revision").asInt()).isEqualTo(1);
    assertThat(Shop.paths(shop.act(id, "publish")))
        .containsExactly("name", "qualification", "who", "what", "when");
    var later = shop.campaign("Later", rule(1), "{\"start\":\"2150-01-01T09:00\"}");
    shop.put(CAMPAIGNS + "/" + id, later).orThrow();
    assertThat(shop.act(id, "publish").orThrow().json().get("status").asString())
        .isEqualTo("scheduled");
    for (var action : List.of("publish", "pause", "resume", "archive")) {
      assertThat(shop.act(id, action).status()).as(action).isEqualTo(409);
    }
    assertThat(shop.client.delete(CAMPAIGNS + "/" + id).status()).isEqualTo(409);
    long copy = Shop.id(shop.act(id, "clone"));
    assertThat(shop.campaign(copy).get("name").asString()).isEqualTo("Later (copy)");
    assertThat(shop.campaign(copy).get("status").asString()).isEqualTo("draft");
    assertThat(shop.act(id, "stop").orThrow().json().get("status").asString()).isEqualTo("stopped");
    assertThat(shop.act(id, "stop").status()).isEqualTo(409);
    assertThat(shop.act(id, "archive").status()).isEqualTo(200);
    assertThat(shop.client.delete(CAMPAIGNS + "/" + copy).status()).isEqualTo(204);
    assertThat(shop.act(id, "approve").status()).isEqualTo(422);
    assertThat(shop.act(987_654, "publish").status()).isEqualTo(404);
  }

  @Test
  void what_was_fetched_can_be_changed_and_sent_back() throws IOException {
    long id = shop.published(shop.campaign("Round", rule(1), "{\"start\":\"2150-01-01T09:00\"}"));
    var fetched = shop.campaign(id).toString();

    var changed = shop.put(CAMPAIGNS + "/" + id, fetched.replace("\"Round\"", "\"Trip\""));

    assertThat(changed.orThrow().json().get("revision").asInt()).isEqualTo(2);
    assertThat(changed.json().get("name").asString()).isEqualTo("Trip");
    assertThat(shop.put(CAMPAIGNS + "/" + id, fetched).status()).isEqualTo(409);
    var unnamed =
        fetched
            .replaceFirst("\"id\":\\d+", "\"id\":null")
            .replaceFirst("\"revision\":1", "\"revision\":null");
    var again = shop.put(CAMPAIGNS + "/" + id, unnamed).orThrow();
    assertThat(again.json().get("revision").asInt()).isEqualTo(3);
    shop.act(id, "stop").orThrow();
  }

  @Test
  void validate_tells_every_problem_with_path_and_kind() throws IOException {
    var answer =
        shop.post(
            CAMPAIGNS + "/validate",
            """
            {"qualification":"pastBehavior","who":{"segmentId":987654},
             "what":{"type":"points","walletId":987654,"earn":{"scheme":"percentage"},
                     "maxPointsPerReward":5},
             "when":{"start":"2001-01-01T00:00"},"holdout":{"percent":10},"colour":"red"}
            """);

    assertThat(told(answer))
        .containsExactly(
            "name missing",
            "what.earn.scheme wrong",
            "holdout notBuilt",
            "colour wrong",
            "who.segmentId unfit",
            "what.walletId unfit",
            "when.start unfit");
    assertThat(answer.json().get("valid").asBoolean()).isFalse();
    var fine = shop.post(CAMPAIGNS + "/validate", shop.campaign("x", rule(1), NOW));
    assertThat(fine.orThrow().json().get("valid").asBoolean()).isTrue();
  }

  @Test
  void s5_what_is_wrong_in_one_part_hides_nothing_in_another() throws IOException {
    var answer =
        shop.post(
            CAMPAIGNS + "/validate",
            """
            {"name":" ","qualification":"pastBehavior",
             "who":{"rule":{"all":[{"segment":{"id":987654}},{"segment":{"id":987655}},{"did":{}}]}},
             "what":{"type":"points","walletId":%d,
                     "earn":{"scheme":"random","min":0.001,"max":"many"},
                     "validity":{"activateAfter":{"amount":10,"unit":"day"},
                                 "expire":{"on":"2150-01-05"}}},
             "when":{"dates":["2001-01-01T00:00","2150-01-01T09:00","soon","2002-01-01T00:00"]}}
            """
                .formatted(shop.wallet));

    assertThat(told(answer))
        .containsExactlyInAnyOrder(
            "name wrong",
            "who.rule.all[0].segment.id unfit",
            "who.rule.all[1].segment.id unfit",
            "who.rule.all[2].did.event missing",
            "what.earn.min unfit",
            "what.earn.max wrong",
            "what.validity.expire unfit",
            "when.dates[0] unfit",
            "when.dates[2] wrong",
            "when.dates[3] unfit");
  }

  @Test
  void s5_a_recurring_schedule_that_is_over_is_told_beside_an_unknown_list() throws IOException {
    var over = "{\"recurring\":{\"every\":\"day\",\"at\":\"09:00\",\"until\":\"2001-01-01\"}}";
    var json =
        shop.campaign("Over", "{\"segmentId\":987654}", over).replace("pastBehavior", "customList");

    assertThat(Shop.paths(shop.act(shop.draft(json), "publish")))
        .containsExactly("who.segmentId", "when.recurring.until");
  }

  @Test
  void a_segment_named_before_the_qualification_is_in_use() throws IOException {
    long segment = shop.segment("Named early", 3);
    long draft = shop.draft("{\"who\":{\"rule\":{\"segment\":{\"id\":%d}}}}".formatted(segment));

    assertThat(shop.client.delete("/api/v1/segments/" + segment).status()).isEqualTo(409);
    assertThat(shop.client.delete(CAMPAIGNS + "/" + draft).status()).isEqualTo(204);
    assertThat(shop.client.delete("/api/v1/segments/" + segment).status()).isEqualTo(204);
  }

  private static List<String> told(Answer validated) {
    List<String> told = new ArrayList<>();
    validated
        .orThrow()
        .json()
        .get("problems")
        .forEach(
            problem ->
                told.add(problem.get("path").asString() + " " + problem.get("code").asString()));
    return told;
  }

  @Test
  void s2_8_points_that_would_expire_before_they_are_active_are_refused() throws IOException {
    var what =
        shop.points(
            ",\"validity\":{\"activateAfter\":{\"amount\":10,\"unit\":\"day\"},"
                + "\"expire\":{\"on\":\"2150-01-05\"}}");
    var json =
        shop.campaign("Late", rule(1), "{\"start\":\"2150-01-01T09:00\"}")
            .replace(shop.points(""), what);

    assertThat(Shop.paths(shop.act(shop.draft(json), "publish")))
        .containsExactly("what.validity.expire");
  }

  @Test
  void campaigns_are_listed_by_what_they_are() throws IOException {
    long id = shop.draft(shop.campaign("Findable \uD83D\uDE00", rule(1), NOW));

    assertThat(ids("?q=findable")).containsExactly(id);
    assertThat(ids("?q=" + id)).containsExactly(id);
    assertThat(ids("?status=draft&type=pastBehavior&reward=points&q=findable")).containsExactly(id);
    assertThat(ids("?status=completed&q=findable")).isEmpty();
    assertThat(shop.client.get(CAMPAIGNS + "?status=dead").status()).isEqualTo(400);
    assertThat(shop.client.get(CAMPAIGNS + "?limit=0").status()).isEqualTo(400);
    assertThat(shop.client.get(CAMPAIGNS + "?q=%00").status()).isEqualTo(400);
    assertThat(shop.client.get(CAMPAIGNS + "?from=%2B999999999-12-31").status()).isEqualTo(400);
  }

  private static String rule(int purchases) {
    return "{\"rule\":" + Shop.bought(purchases) + "}";
  }

  private static JsonNode explain(long campaign, String identity) throws IOException {
    return shop.get("campaigns/" + campaign + "/explain?identity=" + identity);
  }

  private static Map<String, Boolean> holds(JsonNode explanation) {
    Map<String, Boolean> holds = new HashMap<>();
    explanation
        .get("ruleNow")
        .forEach(part -> holds.put(part.get("path").asString(), part.get("holds").asBoolean()));
    return holds;
  }

  private static List<Long> ids(String query) throws IOException {
    List<Long> ids = new ArrayList<>();
    shop.get("campaigns" + query).get("items").forEach(item -> ids.add(item.get("id").asLong()));
    return ids;
  }

  private static List<String> identities(List<JsonNode> grants) {
    return grants.stream().map(grant -> grant.get("identity").asString()).sorted().toList();
  }
}
