package dev.promontory.server.campaign;

import static dev.promontory.server.campaign.Shop.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Live campaigns on a whole server, told by the test clock. Tests share the server, each with
/// events of its own.
class LiveCampaignsIT extends InShop {
  private static final String NOW = "{\"start\":\"now\",\"end\":\"never\"}";

  @Test
  void an_action_is_rewarded_by_its_amount_if_the_past_allows() throws IOException {
    shop.upload(record("early", "Ordered", Map.of("Amount", 500)));
    shop.published(
        Shop.live(
            "Cashback",
            "{\"trigger\":{\"events\":[{\"event\":\"Ordered\"}]},\"filter\":%s}"
                .formatted(Shop.bought(5)),
            shop.earning("{\"scheme\":\"percentage\",\"percent\":10,\"property\":\"Amount\"}", ""),
            NOW));

    shop.upload(record("u4", "Ordered", Map.of("Amount", 300)));
    shop.upload(record("u5", "Ordered", Map.of("Amount", 200)));
    shop.upload(record("u9", "Ordered", Map.of("Amount", 50.5)));
    shop.upload(record("u9", "Ordered", Map.of("Amount", "much")));
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
            Shop.live(
                "Explained",
                "{\"trigger\":{\"events\":[{\"event\":\"Danced\"}]},\"filter\":%s}"
                    .formatted(Shop.bought(5)),
                shop.points(""),
                NOW));
    shop.upload(record("u6", "Danced"));
    shop.upload(record("u2", "Danced"));
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
  void who_does_not_finish_in_time_is_rewarded_then() throws IOException {
    shop.published(
        Shop.live(
            "Come back",
            """
            {"trigger":{"events":[{"event":"Cart Filled"}],"without":{"event":"Paid"},
                        "within":{"amount":30,"unit":"minute"}}}
            """,
            shop.points(""),
            NOW));

    shop.upload(record("idle", "Cart Filled"));
    shop.upload(record("buyer", "Cart Filled"));
    shop.client.post("/api/v1/clock", Map.of("advanceSeconds", 29 * 60)).orThrow();
    shop.upload(record("buyer", "Paid"));
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
            Shop.live(
                "Walk",
                "{\"trigger\":{\"events\":[{\"event\":\"Walked\"}]}}",
                shop.points(""),
                NOW));

    shop.upload(record("walker", "Walked"));
    shop.act(id, "pause").orThrow();
    assertThat(shop.balance("walker")).isEqualTo(10);
    shop.upload(record("walker", "Walked"));
    shop.act(id, "resume").orThrow();
    shop.upload(record("walker", "Walked"));
    shop.act(id, "stop").orThrow();
    shop.upload(record("walker", "Walked"));
    shop.settle();

    assertThat(shop.balance("walker")).isEqualTo(20);
    assertThat(shop.campaign(id).get("status").asString()).isEqualTo("stopped");
  }

  @Test
  void more_time_and_a_larger_budget_can_be_given_under_way() throws IOException {
    var who = "{\"trigger\":{\"events\":[{\"event\":\"Ran\"}]}}";
    long id =
        shop.published(
            Shop.live("Run", who, shop.points(",\"limits\":{\"budget\":{\"campaign\":15}}"), NOW));
    shop.upload(Collections.nCopies(2, record("runner", "Ran")));
    shop.settle();
    assertThat(shop.balance("runner")).isEqualTo(10);

    shop.put(
            "/api/v1/campaigns/" + id,
            Shop.live("Run", who, shop.points(",\"limits\":{\"budget\":{\"campaign\":30}}"), NOW))
        .orThrow();
    shop.upload(Collections.nCopies(3, record("runner", "Ran")));
    shop.settle();

    assertThat(shop.balance("runner")).isEqualTo(30);
    var other =
        shop.put(
            "/api/v1/campaigns/" + id,
            Shop.live(
                "Run", "{\"trigger\":{\"events\":[{\"event\":\"Sat\"}]}}", shop.points(""), NOW));
    assertThat(Shop.paths(other)).contains("who");
  }

  @Test
  void a_reward_can_make_somebody_qualify_for_another() throws IOException {
    shop.published(
        Shop.live(
            "First", "{\"trigger\":{\"events\":[{\"event\":\"Sang\"}]}}", shop.points(""), NOW));
    shop.published(
        Shop.live(
            "Thanks",
            """
            {"trigger":{"events":[{"event":"CT Points Credited"}]},
             "filter":{"did":{"event":"Sang"}}}
            """,
            shop.points(",\"limits\":{\"perUser\":{\"total\":1}}"),
            NOW));

    shop.upload(record("singer", "Sang"));
    shop.settle();

    assertThat(shop.balance("singer")).isEqualTo(20);
  }
}
