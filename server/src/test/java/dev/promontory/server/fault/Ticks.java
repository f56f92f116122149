package dev.promontory.server.fault;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Generated events, cut into uploads, and what must be found of each user once all are in.
///
/// @param uploads records of one call each; the first ones hold a profile for every user
/// @param counts events by identity
/// @param sums of the property `Amount`, in cents, by identity
record Ticks(
    List<List<Map<String, Object>>> uploads, Map<String, Long> counts, Map<String, Long> sums) {
  static final String EVENT = "Tick";
  private static final int PER_UPLOAD = 200;
  private static final int MAX_CENTS = 10_000;

  static Ticks drawn(long seed, int users, int events, long epochSecond) {
    var random = new SplittableRandom(seed);
    var counts = new TreeMap<String, Long>();
    var sums = new TreeMap<String, Long>();
    var records = new ArrayList<Map<String, Object>>();
    for (int user = 0; user < users; user++) {
      records.add(profile(identity(user), epochSecond));
    }
    for (int event = 0; event < events; event++) {
      var identity = identity(random.nextInt(users));
      int cents = random.nextInt(MAX_CENTS);
      counts.merge(identity, 1L, Long::sum);
      sums.merge(identity, (long) cents, Long::sum);
      records.add(tick(identity, cents, epochSecond, seed + "-" + event));
    }
    return new Ticks(cut(records, PER_UPLOAD), counts, sums);
  }

  /// A rule that holds for one user, if all events of that user are there once.
  Map<String, Object> complete(String identity) {
    var sum = counts.containsKey(identity) ? sums.getOrDefault(identity, 0L) : 0L;
    return Map.of(
        "all",
        List.of(
            Map.of("profile", Map.of("property", "Key", "op", "equals", "value", identity)),
            did("count", Map.of("op", "equals", "value", counts.getOrDefault(identity, 0L))),
            did(
                "sum",
                Map.of(
                    "property", "Amount", "op", "equals", "value", BigDecimal.valueOf(sum, 2)))));
  }

  private static Map<String, Object> did(String measure, Map<String, Object> comparison) {
    return Map.of("did", Map.of("event", EVENT, measure, comparison));
  }

  private static String identity(int user) {
    return "tick-user-" + user;
  }

  private static Map<String, Object> profile(String identity, long epochSecond) {
    return Map.of(
        "type",
        "profile",
        "identity",
        identity,
        "ts",
        epochSecond,
        "profileData",
        Map.of("Key", identity));
  }

  private static Map<String, Object> tick(
      String identity, int cents, long epochSecond, String eventId) {
    return Map.of(
        "type",
        "event",
        "identity",
        identity,
        "ts",
        epochSecond,
        "eventId",
        eventId,
        "evtName",
        EVENT,
        "evtData",
        Map.of("Amount", BigDecimal.valueOf(cents, 2), "Kind", "k" + cents % 7));
  }

  /// The same records, that many in an upload.
  List<List<Map<String, Object>>> uploadsOf(int size) {
    return cut(uploads.stream().flatMap(List::stream).toList(), size);
  }

  private static List<List<Map<String, Object>>> cut(List<Map<String, Object>> records, int size) {
    var uploads = new ArrayList<List<Map<String, Object>>>();
    for (int from = 0; from < records.size(); from += size) {
      uploads.add(List.copyOf(records.subList(from, Math.min(from + size, records.size()))));
    }
    return List.copyOf(uploads);
  }
}
