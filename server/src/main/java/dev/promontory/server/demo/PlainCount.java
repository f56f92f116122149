package dev.promontory.server.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Who the demo's campaign must reward, found by going through the shop's records one by one.
/// Shares no code with the engine.
final class PlainCount {
  private PlainCount() {}

  /// Customers who bought often of late and sent nothing back: [DemoCampaign#MIN_PURCHASES] or more
  /// `Charged` and no `Refunded` in the last [DemoCampaign#DAYS] days, counted from the start of
  /// the first of these days in UTC to an instant.
  ///
  /// @return identities in order
  static Set<String> regulars(SampleShop shop, Instant now) {
    var firstDay = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DemoCampaign.DAYS);
    var from = firstDay.atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Integer> purchases = new HashMap<>();
    Set<String> refunded = new HashSet<>();
    for (var event : shop.events()) {
      if (event.at().isBefore(from) || event.at().isAfter(now)) {
        continue;
      }
      if ("Charged".equals(event.event())) {
        purchases.merge(event.identity(), 1, Integer::sum);
      }
      if ("Refunded".equals(event.event())) {
        refunded.add(event.identity());
      }
    }
    purchases.values().removeIf(count -> count < DemoCampaign.MIN_PURCHASES);
    purchases.keySet().removeAll(refunded);
    return new TreeSet<>(purchases.keySet());
  }
}
