package dev.promontory.server.retail;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A segment of the shop's customers, who they are by the plain count, and what each is given.
///
/// @param min the fewest points of one customer; with `max` the same, everybody gets these
/// @param promised whether the points stay promised for a week
record RetailReward(
    String name,
    Map<String, Object> rule,
    Set<String> customers,
    BigDecimal min,
    BigDecimal max,
    boolean promised) {
  private static final LocalDate FIRST_OF_MARCH = LocalDate.of(2011, 3, 1);
  private static final LocalDate END_OF_MARCH = LocalDate.of(2011, 3, 31);
  private static final LocalDate END_OF_APRIL = LocalDate.of(2011, 4, 30);

  /// All that are rewarded.
  static List<RetailReward> all(RetailCount plain) {
    return List.of(
        new RetailReward("France", livesIn("France"), france(plain), points("7.5"), false),
        new RetailReward(
            "March regulars",
            purchased(Map.of("between", days(FIRST_OF_MARCH, END_OF_MARCH)), atLeast("count", 3)),
            plain.purchasedAtLeast(3, FIRST_OF_MARCH, END_OF_MARCH),
            points("30"),
            false),
        new RetailReward(
            "Spenders since May",
            purchased(Map.of("after", END_OF_APRIL.toString()), sumAtLeast(1000)),
            plain.spentAtLeast(BigDecimal.valueOf(1000), END_OF_APRIL.plusDays(1)),
            points("10"),
            points("50"),
            false),
        new RetailReward(
            "Lost in winter",
            lostBefore(FIRST_OF_MARCH),
            plain.neverAgainAfter(FIRST_OF_MARCH.minusDays(1)),
            points("5"),
            true));
  }

  private RetailReward(
      String name,
      Map<String, Object> rule,
      Set<String> customers,
      BigDecimal each,
      boolean promised) {
    this(name, rule, customers, each, each, promised);
  }

  static Map<String, Object> livesIn(String country) {
    return Map.of("profile", Map.of("property", "Country", "op", "equals", "value", country));
  }

  /// The campaign that gives it.
  Map<String, Object> campaign(long walletId) {
    var what = new HashMap<String, Object>();
    what.put("type", "points");
    what.put("walletId", walletId);
    what.put("earn", earn());
    if (promised) {
      what.put("validity", Map.of("activateAfter", Map.of("amount", 7, "unit", "day")));
    }
    return Map.of(
        "name",
        name,
        "qualification",
        "pastBehavior",
        "who",
        Map.of("rule", rule),
        "what",
        what,
        "when",
        Map.of("start", "now"));
  }

  private Map<String, Object> earn() {
    return min.compareTo(max) == 0
        ? Map.of("scheme", "flat", "points", min)
        : Map.of("scheme", "random", "min", min, "max", max, "favor", "avg");
  }

  private static Set<String> france(RetailCount plain) {
    return plain.byCountry().getOrDefault("France", Set.of());
  }

  private static Map<String, Object> lostBefore(LocalDate day) {
    var before = purchased(Map.of("before", day.toString()), Map.of());
    var since = Map.of("event", "Charged", "within", Map.of("after", day.minusDays(1).toString()));
    return Map.of("all", List.of(before, Map.of("didNot", since)));
  }

  private static Map<String, Object> purchased(
      Map<String, Object> window, Map<String, Object> measure) {
    var did = new HashMap<String, Object>(measure);
    did.put("event", "Charged");
    did.put("within", window);
    return Map.of("did", did);
  }

  private static Map<String, Object> atLeast(String measure, int value) {
    return Map.of(measure, Map.of("op", "gte", "value", value));
  }

  private static Map<String, Object> sumAtLeast(int value) {
    return Map.of("sum", Map.of("property", "Amount", "op", "gte", "value", value));
  }

  private static Map<String, Object> days(LocalDate first, LocalDate last) {
    return Map.of("from", first.toString(), "to", last.toString());
  }

  private static BigDecimal points(String number) {
    return new BigDecimal(number);
  }
}
