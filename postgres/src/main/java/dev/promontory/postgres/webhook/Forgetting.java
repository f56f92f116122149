package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Removes deliveries: those of deleted webhooks first, then old ones.
record Forgetting(Handle handle) {
  private static final String DELETED =
      """
      SELECT d.ctid
        FROM webhook AS w
        JOIN webhook_delivery AS d ON d.webhook_id = w.id
       WHERE w.status = 4
       LIMIT :limit
         FOR UPDATE OF d SKIP LOCKED
      """;

  private static final String OLD =
      """
      SELECT ctid
        FROM webhook_delivery
       WHERE created_at < :before
       ORDER BY created_at
       LIMIT :limit
         FOR UPDATE SKIP LOCKED
      """;

  /// Removes a batch.
  ///
  /// @return how many, at most `limit`
  int forget(Instant before, Instant now, int limit) {
    var given = new TreeMap<Long, Integer>();
    int deleted = remove(DELETED, before, limit, new TreeMap<>());
    int old = deleted == limit ? 0 : remove(OLD, before, limit - deleted, given);
    new Adding(handle).countDropped(given, now);
    return deleted + old;
  }

  /// @param waited gets those that still waited, by webhook
  private int remove(String which, Instant before, int limit, TreeMap<Long, Integer> waited) {
    var statement =
        handle
            .createQuery(
                "DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY("
                    + which
                    + ")) RETURNING webhook_id, status")
            .bind("limit", limit);
    if (which.contains(":before")) {
      statement.bind("before", Times.utc(before));
    }
    var removed = statement.map((row, _) -> Map.entry(row.getLong(1), row.getInt(2) == 1)).list();
    removed.stream()
        .filter(Map.Entry::getValue)
        .forEach(each -> waited.merge(each.getKey(), 1, Integer::sum));
    return removed.size();
  }
}
