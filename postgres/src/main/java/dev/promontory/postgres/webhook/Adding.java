package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Adds deliveries, as many as there is room for.
record Adding(Handle handle) {

  /// Adds what there is room for.
  ///
  /// @return how many were dropped
  int add(List<Delivery> all, Instant now) {
    var fresh = new Silence(handle).audible(all);
    var ids = fresh.stream().map(each -> each.key().webhookId()).distinct().toList();
    var rooms = new HashMap<Long, Integer>();
    var waiting = waiting(ids);
    ids.forEach(id -> rooms.put(id, Deliveries.MAX_WAITING - waiting.getOrDefault(id, 0)));
    List<Delivery> fitting = new ArrayList<>(fresh.size());
    var dropped = new TreeMap<Long, Integer>();
    for (var delivery : fresh) {
      long id = delivery.key().webhookId();
      if (rooms.merge(id, -1, Integer::sum) >= 0) {
        fitting.add(delivery);
      } else {
        dropped.merge(id, 1, Integer::sum);
      }
    }
    insert(fitting);
    countDropped(dropped, now);
    return fresh.size() - fitting.size();
  }

  /// How many wait for each of these webhooks, counted up to the most that may.
  Map<Long, Integer> waiting(List<Long> ids) {
    Map<Long, Integer> waiting = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT w.id, d.waiting
              FROM unnest(:ids) AS w (id)
             CROSS JOIN LATERAL (
                   SELECT count(*) AS waiting
                     FROM (SELECT
                             FROM webhook_delivery
                            WHERE webhook_id = w.id AND status = 1
                            LIMIT :max) AS counted) AS d
             WHERE d.waiting > 0
            """)
        .bind("ids", ids.stream().mapToLong(Long::longValue).toArray())
        .bind("max", Deliveries.MAX_WAITING)
        .map((row, _) -> Map.entry(row.getLong("id"), row.getInt("waiting")))
        .forEach(each -> waiting.put(each.getKey(), each.getValue()));
    return waiting;
  }

  /// Nothing is added for a webhook that was deleted in the meantime. The key keeps what is there
  /// (WH1), should the position ever go back.
  private void insert(List<Delivery> deliveries) {
    if (deliveries.isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO webhook_delivery (webhook_id, position, event, user_number, payload,
                                          created_at, status, attempts, due_at)
            SELECT w.id, :position, :event, :user, :payload, :createdAt, 1, 0, :createdAt
              FROM webhook AS w
             WHERE w.id = :webhook AND w.status <> 4
                ON CONFLICT (webhook_id, position) DO NOTHING
            """);
    for (var delivery : deliveries) {
      batch
          .bind("webhook", delivery.key().webhookId())
          .bind("position", delivery.key().position())
          .bind("event", delivery.event())
          .bind("user", delivery.user())
          .bind("payload", delivery.payload())
          .bind("createdAt", Times.utc(delivery.createdAt()))
          .add();
    }
    batch.execute();
  }

  /// In order of the ids, so that two who count cannot block one another.
  void countDropped(TreeMap<Long, Integer> dropped, Instant now) {
    dropped.forEach(
        (id, count) ->
            handle
                .createUpdate(
                    """
                    UPDATE webhook
                       SET dropped = dropped + :count, dropped_at = :now
                     WHERE id = :id
                    """)
                .bind("id", id)
                .bind("count", count)
                .bind("now", Times.utc(now))
                .execute());
  }
}
