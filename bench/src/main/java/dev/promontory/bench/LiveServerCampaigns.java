package dev.promontory.bench;

import dev.promontory.server.client.Management;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Live campaigns published over HTTP: one for each event name, which 1 event in 100 qualifies for,
/// and others that wait for a product that nobody buys.
///
/// @param rewarding ids of those that events qualify for
record LiveServerCampaigns(List<Long> rewarding) {
  static final int POINTS = 10;

  /// One more than the last of the amounts that qualify, in cents; the first is [#FIRST_CENTS].
  private static final int END_CENTS = 50_900;

  private static final int FIRST_CENTS = 50_000;

  LiveServerCampaigns {
    rewarding = List.copyOf(rewarding);
  }

  /// Whether an event of this amount qualifies.
  static boolean isRewarded(int cents) {
    return cents >= FIRST_CENTS && cents < END_CENTS;
  }

  /// Creates and publishes so many, one after another.
  ///
  /// @param took gets how long each publication took
  static LiveServerCampaigns publish(Management api, int count, Latencies took) throws IOException {
    long wallet = api.createWallet(wallet("Live"));
    var rewarding = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      boolean isRewarding = i < EventTemplate.NAMES.size();
      var condition =
          isRewarding
              ? condition("Amount", "between", FIRST_CENTS / 100.0, (END_CENTS - 1) / 100.0)
              : unknownProduct(i);
      long id = api.createCampaign(campaign(i, wallet, who(i, condition)));
      long began = System.nanoTime();
      api.publish(id);
      took.add(System.nanoTime() - began);
      if (isRewarding) {
        rewarding.add(id);
      }
    }
    return new LiveServerCampaigns(rewarding);
  }

  /// Publishes campaigns that nobody qualifies for, but which ask how often users did what every
  /// second event is: each of those changes the state of its user.
  static void publishCounting(Management api) throws IOException {
    long wallet = api.createWallet(wallet("Counting"));
    for (int i = 0; i < EventTemplate.NAMES.size(); i += 2) {
      var who = new HashMap<>(who(i, unknownProduct(i)));
      who.put("filter", Map.of("did", Map.of("event", EventTemplate.NAMES.get(i))));
      api.publish(api.createCampaign(campaign(-i - 1, wallet, who)));
    }
  }

  /// The points that these have granted.
  long pointsDistributed(Management api) throws IOException {
    long points = 0;
    for (long id : rewarding) {
      var stats = api.client().get("/api/v1/campaigns/" + id + "/stats").orThrow().json();
      points += stats.get("pointsDistributed").asLong();
    }
    return points;
  }

  private static Map<String, Object> condition(
      String property, String op, double low, double high) {
    return Map.of("property", property, "op", op, "value", List.of(low, high));
  }

  private static Map<String, Object> unknownProduct(int i) {
    return Map.of("property", "Product", "op", "equals", "value", "Unknown " + i);
  }

  private static Map<String, Object> who(int i, Map<String, Object> condition) {
    var event = EventTemplate.NAMES.get(i % EventTemplate.NAMES.size());
    var events = List.of(Map.of("event", event, "where", List.of(condition)));
    return Map.of("trigger", Map.of("events", events));
  }

  private static Map<String, Object> campaign(int i, long wallet, Map<String, Object> who) {
    var earn = Map.of("scheme", "flat", "points", POINTS);
    return Map.of(
        "name",
        "Live " + i,
        "qualification",
        "live",
        "who",
        who,
        "what",
        Map.of("type", "points", "walletId", wallet, "earn", earn),
        "when",
        Map.of("start", "now", "end", "never"));
  }

  private static Map<String, Object> wallet(String name) {
    return Map.of(
        "name",
        name,
        "pointsName",
        "Points",
        "expiry",
        Map.of("type", "never"),
        "consumption",
        "earliestExpiry",
        "rounding",
        Map.of("decimals", 0, "mode", "down"));
  }
}
