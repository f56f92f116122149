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
       WHERE created_at < :before AND webhook_id = ANY (:webhooks)
       ORDER BY created_at
       LIMIT :limit
         FOR UPDATE SKIP LOCKED
      """;

  /// Those whose turn it is, which are locked before their deliveries.
  private static final String WEBHOOKS_OF_OLD =
      """
      SELECT id
        FROM webhook
       WHERE id IN (SELECT webhook_id
                      FROM (SELECT webhook_id
                              FROM webhook_delivery
                             WHERE created_at < :before
                             ORDER BY created_at
                             LIMIT :limit) AS old)
       ORDER BY id
         FOR UPDATE
      """;

  /// Removes a batch.
  ///
  /// @return how many, at most `limit`
  int forget(Instant before, Instant now, int limit) {
    var given = new TreeMap<Long, Integer>();
    int deleted = removeDeleted(limit);
    int old = deleted == limit ? 0 : removeOld(before, limit - deleted, given);
    new Adding(handle).countDropped(given, now);
    return deleted + old;
  }

  private int removeDeleted(int limit) {
    return handle.createUpdate(deletion(DELETED)).bind("limit", limit).execute();
  }

  /// @param waited gets those that still waited, by webhook
  private int removeOld(Instant before, int limit, TreeMap<Long, Integer> waited) {
    var webhooks =
        handle
            .createQuery(WEBHOOKS_OF_OLD)
            .bind("before", Times.utc(before))
            .bind("limit", limit)
            .mapTo(Long.class)
            .list();
    var removed =
        handle
            .createQuery(deletion(OLD) + " RETURNING webhook_id, status")
            .bind("webhooks", webhooks.stream().mapToLong(Long::longValue).toArray())
            .bind("before", Times.utc(before))
            .bind("limit", limit)
            .map((row, _) -> Map.entry(row.getLong(1), row.getInt(2) == 1))
            .list();
    removed.stream()
        .filter(Map.Entry::getValue)
        .forEach(each -> waited.merge(each.getKey(), 1, Integer::sum));
    return removed.size();
  }

  private static String deletion(String which) {
    return "DELETE FROM webhook_delivery WHERE ctid = ANY (ARRAY(" + which + "))";
  }
}
