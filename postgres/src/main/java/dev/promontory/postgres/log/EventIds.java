package dev.promontory.postgres.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Drops records whose event id their user has sent within seven days (E5, S3.2), counted by the
/// times of receipt. Owned by the appender.
final class EventIds {
  static final long WINDOW_MILLIS = Duration.ofDays(7).toMillis();

  /// Ids are kept a day longer than needed: times of receipt may be a little out of order.
  private static final long KEPT_MILLIS = WINDOW_MILLIS + Duration.ofDays(1).toMillis();

  /// How much time must pass, by the times of receipt, before old ids are looked for again.
  private static final long PURGE_EVERY_MILLIS = Duration.ofMinutes(1).toMillis();

  /// How many old ids one transaction may purge, and how many per id that it adds.
  private static final int MIN_PURGE = 5_000;

  private static final int PURGE_PER_ID = 2;

  private long nextPurgeMillis = Long.MIN_VALUE;

  /// Drops the repeats among entries whose users are known.
  ///
  /// @return when each new id was received, to be passed to [#remember]
  Map<EventKey, Long> dropRepeats(LogSession session, List<Entry> entries) throws SQLException {
    var keys = new TreeSet<EventKey>();
    for (var entry : entries) {
      var key = key(entry);
      if (key != null) {
        keys.add(key);
      }
    }
    if (keys.isEmpty()) {
      return Map.of();
    }
    var seen = EventIdRows.find(session, List.copyOf(keys));
    var fresh = new TreeMap<EventKey, Long>();
    for (var entry : entries) {
      var key = key(entry);
      if (key != null) {
        decide(entry, key, seen, fresh);
      }
    }
    return fresh;
  }

  private static void decide(
      Entry entry, EventKey key, Map<EventKey, Long> seen, Map<EventKey, Long> fresh) {
    long now = entry.record().receivedAtMillis();
    var before = seen.get(key);
    if (before != null && now - before < WINDOW_MILLIS) {
      entry.drop();
    } else {
      seen.put(key, now);
      fresh.put(key, now);
    }
  }

  private static @Nullable EventKey key(Entry entry) {
    var eventId = entry.record().eventId();
    return eventId == null ? null : new EventKey(entry.user(), eventId);
  }

  /// Writes new ids, and purges some that are too old to matter.
  void remember(LogSession session, Map<EventKey, Long> fresh) throws SQLException {
    EventIdRows.put(session, fresh);
    long nowMillis = fresh.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    if (nowMillis < nextPurgeMillis) {
      return;
    }
    int most = Math.max(MIN_PURGE, PURGE_PER_ID * fresh.size());
    int purged = EventIdRows.deleteReceivedBefore(session, nowMillis - KEPT_MILLIS, most);
    nextPurgeMillis = purged < most ? nowMillis + PURGE_EVERY_MILLIS : nowMillis;
  }
}
