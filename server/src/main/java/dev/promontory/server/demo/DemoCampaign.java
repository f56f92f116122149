package dev.promontory.server.demo;

import java.util.List;
import java.util.Map;

/// What the demo sets up, as documents of the API.
final class DemoCampaign {
  static final int DAYS = 30;
  static final int MIN_PURCHASES = 3;
  static final int POINTS = 100;
  static final String NAME = "Thank you, regulars";
  static final String WHO =
      "bought %d times or more in the last %d days, sent nothing back"
          .formatted(MIN_PURCHASES, DAYS);

  private static final Map<String, Object> WINDOW =
      Map.of("last", Map.of("amount", DAYS, "unit", "day"));

  static final String LIVE_NAME = "Cashback for regulars";
  static final int PERCENT = 10;

  private DemoCampaign() {}

  /// Rewards a purchase at once, if the customer is a regular by then.
  ///
  /// @param walletId where the points go
  static Map<String, Object> live(long walletId) {
    return Map.of(
        "name", LIVE_NAME,
        "qualification", "live",
        "who",
            Map.of(
                "trigger", Map.of("events", List.of(Map.of("event", "Charged"))), "filter", rule()),
        "what",
            Map.of(
                "type",
                "points",
                "walletId",
                walletId,
                "earn",
                Map.of("scheme", "percentage", "percent", PERCENT, "property", "Amount")),
        "when", Map.of("start", "now", "end", "never"));
  }

  static Map<String, Object> wallet() {
    return Map.of(
        "name", "Shop Rewards",
        "pointsName", "Coins",
        "expiry", Map.of("type", "after", "amount", 1, "unit", "year"),
        "consumption", "earliestExpiry",
        "rounding", Map.of("decimals", 0, "mode", "down"));
  }

  static Map<String, Object> rule() {
    return Map.of(
        "all",
        List.of(
            Map.of(
                "did",
                Map.of(
                    "event",
                    "Charged",
                    "within",
                    WINDOW,
                    "count",
                    Map.of("op", "gte", "value", MIN_PURCHASES))),
            Map.of("didNot", Map.of("event", "Refunded", "within", WINDOW))));
  }

  /// @param walletId where the points go
  /// @param segmentId whom it rewards
  static Map<String, Object> campaign(long walletId, long segmentId) {
    return Map.of(
        "name", NAME,
        "qualification", "pastBehavior",
        "who", Map.of("segmentId", segmentId),
        "what",
            Map.of(
                "type",
                "points",
                "walletId",
                walletId,
                "earn",
                Map.of("scheme", "flat", "points", POINTS)),
        "when", Map.of("start", "now"));
  }
}
