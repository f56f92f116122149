package dev.promontory.postgres.webhook;

import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Users of whom webhooks are told nothing any more, since somebody deletes them (S6).
record Silence(Handle handle) {

  void silence(Collection<Long> users) {
    handle
        .createUpdate(
            """
            INSERT INTO webhook_silenced_user (user_number)
            SELECT user_number
              FROM unnest(:users) AS u (user_number)
                ON CONFLICT (user_number) DO NOTHING
            """)
        .bind("users", array(users))
        .execute();
  }

  /// Those deliveries that may be added.
  List<Delivery> audible(List<Delivery> fresh) {
    var users = new HashSet<Long>();
    fresh.forEach(each -> users.add(each.user()));
    var silenced =
        new HashSet<>(
            handle
                .createQuery(
                    "SELECT user_number FROM webhook_silenced_user WHERE user_number = ANY (:users)")
                .bind("users", array(users))
                .mapTo(Long.class)
                .list());
    return silenced.isEmpty()
        ? fresh
        : fresh.stream().filter(each -> !silenced.contains(each.user())).toList();
  }

  /// Waits for rows that somebody else is changing, in the order of the key, so that nothing is
  /// left when it finds no more. Locks and deletes in two statements: the second one sees what a
  /// row has become while the first one waited for it.
  int remove(Collection<Long> users, int limit) {
    var keys =
        handle
            .createQuery(
                """
                SELECT webhook_id, position
                  FROM webhook_delivery
                 WHERE user_number = ANY (:users)
                 ORDER BY webhook_id, position
                 LIMIT :limit
                   FOR UPDATE
                """)
            .bind("users", array(users))
            .bind("limit", limit)
            .map((row, _) -> new DeliveryKey(row.getLong("webhook_id"), row.getLong("position")))
            .list();
    handle
        .createUpdate(
            """
            DELETE FROM webhook_delivery AS d
             USING unnest(:webhooks, :positions) AS k (webhook_id, position)
             WHERE d.webhook_id = k.webhook_id AND d.position = k.position
            """)
        .bind("webhooks", keys.stream().mapToLong(DeliveryKey::webhookId).toArray())
        .bind("positions", keys.stream().mapToLong(DeliveryKey::position).toArray())
        .execute();
    return keys.size();
  }

  private static long[] array(Collection<Long> users) {
    return users.stream().mapToLong(Long::longValue).toArray();
  }
}
