package dev.promontory.server.demo;

import dev.promontory.server.client.Management;
import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whom a campaign rewarded.
///
/// @param points by identity, all grants to one customer added up
record Rewarded(SortedMap<String, Long> points) {

  static Rewarded by(long campaignId, Management api) throws IOException {
    var points = new TreeMap<String, Long>();
    for (var grant : api.grants(campaignId)) {
      points.merge(grant.get("identity").asString(), grant.path("points").asLong(0), Long::sum);
    }
    return new Rewarded(points);
  }

  long total() {
    return points.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Whether these customers, at least one, got this much each, and nobody else anything.
  boolean isExactly(Set<String> customers, long each) {
    return !customers.isEmpty()
        && points.keySet().equals(customers)
        && points.values().stream().allMatch(got -> got == each);
  }
}
