package dev.promontory.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs by the clock, in one story: time only goes forward.
class TestClockIT extends InShop {
  @Test
  void runs_happen_when_they_are_due_and_in_order() throws IOException {
    shop.clockTo("2090-03-20T00:00:00Z");
    long daily =
        shop.published(
            campaign("Daily", "{\"recurring\":{\"every\":\"day\",\"at\":\"02:30\",\"runs\":10}}"));
    long once = shop.published(campaign("Once", "{\"start\":\"2090-03-26T12:00\"}"));
    assertThat(shop.campaign(once).get("status").asString()).isEqualTo("scheduled");

    // Clocks in Berlin go forward on the last Sunday of March, 26 March 2090: 02:30 is skipped.
    shop.clockTo("2090-03-28T12:00:00Z");

    assertThat(planned(daily))
        .containsExactly(
            "2090-03-20T01:30:00Z",
            "2090-03-21T01:30:00Z",
            "2090-03-22T01:30:00Z",
            "2090-03-23T01:30:00Z",
            "2090-03-24T01:30:00Z",
            "2090-03-25T01:30:00Z",
            "2090-03-26T01:30:00Z",
            "2090-03-27T00:30:00Z",
            "2090-03-28T00:30:00Z",
            "2090-03-29T00:30:00Z");
    assertThat(started(daily)).hasSize(9).isEqualTo(planned(daily).subList(0, 9));
    assertThat(shop.campaign(once).get("status").asString()).isEqualTo("completed");
    assertThat(started(once)).containsExactly("2090-03-26T10:00:00Z");
    assertThat(shop.balance("u9")).isEqualTo(100);
    var stats = shop.get("campaigns/" + daily + "/stats?by=week");
    assertThat(stats.get("rewardsDistributed").asInt()).isEqualTo(9);
    assertThat(stats.get("periods").size()).isEqualTo(2);

    shop.client.post("/api/v1/clock", Map.of("advanceSeconds", 86_400)).orThrow();
    assertThat(shop.campaign(daily).get("status").asString()).isEqualTo("completed");
    var back = shop.client.post("/api/v1/clock", Map.of("set", "2090-01-01T00:00:00Z"));
    assertThat(back.status()).isEqualTo(400);
    assertThat(Shop.paths(back)).containsExactly("set");
    var negative = shop.client.post("/api/v1/clock", Map.of("advanceSeconds", -1));
    assertThat(Shop.paths(negative)).containsExactly("advanceSeconds");
  }

  private static String campaign(String name, String when) {
    return shop.campaign(name, "{\"rule\":" + Shop.bought(9) + "}", when);
  }

  private static List<String> planned(long campaign) throws IOException {
    return column(campaign, "plannedAt");
  }

  private static List<String> started(long campaign) throws IOException {
    return column(campaign, "startedAt");
  }

  private static List<String> column(long campaign, String name) throws IOException {
    List<String> column = new ArrayList<>();
    shop.get("campaigns/" + campaign + "/runs")
        .get("items")
        .forEach(
            run -> {
              if (run.hasNonNull(name)) {
                column.addFirst(run.get(name).asString());
              }
            });
    return column;
  }
}
