package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Shares.Share;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The deliveries in PostgreSQL.
public record PostgresDeliveries(Handle handle) implements Deliveries {

  @Override
  public long position() {
    return handle.createQuery("SELECT position FROM webhook_feed").mapTo(Long.class).one();
  }

  @Override
  public void startAt(long position) {
    handle
        .createUpdate("UPDATE webhook_feed SET position = :position")
        .bind("position", position)
        .execute();
  }

  @Override
  public boolean advance(long from, long to) {
    return handle
            .createUpdate("UPDATE webhook_feed SET position = :to WHERE position = :from")
            .bind("from", from)
            .bind("to", to)
            .execute()
        == 1;
  }

  @Override
  public int add(List<Delivery> fresh, Instant now) {
    return new Adding(handle).add(fresh, now);
  }

  @Override
  public List<Delivery> claim(List<Share> shares, int limit, Instant now) {
    return shares.isEmpty() || limit <= 0
        ? List.of()
        : new Sending(handle).claim(shares, limit, now);
  }

  @Override
  public void record(List<Result> results) {
    new Sending(handle).record(results);
  }

  @Override
  public Optional<Instant> nextDueAt() {
    return handle
        .createQuery(
            """
            SELECT d.due_at
              FROM webhook AS w
             CROSS JOIN LATERAL (
                   SELECT due_at
                     FROM webhook_delivery
                    WHERE webhook_id = w.id AND status = 1
                    ORDER BY due_at, position
                    LIMIT 1) AS d
             WHERE w.status = 1
             ORDER BY d.due_at
             LIMIT 1
            """)
        .map((row, _) -> Times.instant(row, "due_at"))
        .findOne();
  }

  @Override
  public boolean replay(DeliveryKey key, Instant now) {
    return handle
            .createUpdate(
                """
                UPDATE webhook_delivery
                   SET status = 1, attempts = 0, due_at = :now
                 WHERE webhook_id = :webhook AND position = :position
                """)
            .bind("now", Times.utc(now))
            .bind("webhook", key.webhookId())
            .bind("position", key.position())
            .execute()
        == 1;
  }

  @Override
  public int replayFailed(long webhookId, Instant since, Instant now) {
    int room = MAX_WAITING - waiting(List.of(webhookId)).getOrDefault(webhookId, 0);
    if (room <= 0) {
      return 0;
    }
    return handle
        .createUpdate(
            """
            UPDATE webhook_delivery
               SET status = 1, attempts = 0, due_at = :now
             WHERE webhook_id = :webhook
               AND position = ANY (ARRAY(
                   SELECT position
                     FROM webhook_delivery
                    WHERE webhook_id = :webhook AND status = 3 AND created_at >= :since
                    ORDER BY position
                    LIMIT :limit
                      FOR UPDATE SKIP LOCKED))
            """)
        .bind("webhook", webhookId)
        .bind("since", Times.utc(since))
        .bind("now", Times.utc(now))
        .bind("limit", Math.min(room, MAX_REPLAY))
        .execute();
  }

  @Override
  public void hurry(long webhookId, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE webhook_delivery
               SET due_at = :now
             WHERE webhook_id = :webhook
               AND position = ANY (ARRAY(
                   SELECT position
                     FROM webhook_delivery
                    WHERE webhook_id = :webhook AND status = 1 AND due_at > :now
                    ORDER BY position
                      FOR UPDATE))
            """)
        .bind("webhook", webhookId)
        .bind("now", Times.utc(now))
        .execute();
  }

  @Override
  public Optional<Instant> oldest() {
    boolean hasDeleted =
        handle
            .createQuery("SELECT EXISTS (SELECT FROM webhook WHERE status = 4)")
            .mapTo(Boolean.class)
            .one();
    return hasDeleted
        ? Optional.of(Instant.EPOCH)
        : handle
            .createQuery("SELECT created_at FROM webhook_delivery ORDER BY created_at LIMIT 1")
            .map((row, _) -> Times.instant(row, "created_at"))
            .findOne();
  }

  @Override
  public int forget(Instant before, Instant now, int limit) {
    return new Forgetting(handle).forget(before, now, limit);
  }

  @Override
  public void silence(Collection<Long> users) {
    new Silence(handle).silence(users);
  }

  @Override
  public int remove(Collection<Long> users, int limit) {
    return new Silence(handle).remove(users, limit);
  }

  @Override
  public Optional<Delivery> find(DeliveryKey key) {
    return handle
        .createQuery(
            "SELECT "
                + DeliveryRows.COLUMNS
                + """
                   FROM webhook_delivery AS d
                  WHERE d.webhook_id = :webhook AND d.position = :position
                """)
        .bind("webhook", key.webhookId())
        .bind("position", key.position())
        .map((row, _) -> DeliveryRows.delivery(row))
        .findOne();
  }

  @Override
  public List<Delivery> page(Wanted wanted) {
    var state = wanted.state();
    return handle
        .createQuery(
            "SELECT "
                + DeliveryRows.COLUMNS
                + " FROM webhook_delivery AS d"
                + " WHERE d.webhook_id = :webhook AND d.position < :before"
                // Written out, so that the partial indexes fit.
                + (state == null ? "" : " AND d.status = " + state.code())
                + " ORDER BY d.position DESC LIMIT :limit")
        .bind("webhook", wanted.webhookId())
        .bind("before", wanted.before())
        .bind("limit", wanted.limit())
        .map((row, _) -> DeliveryRows.delivery(row))
        .list();
  }

  @Override
  public Map<Long, Integer> waiting(List<Long> webhookIds) {
    return new Adding(handle).waiting(webhookIds);
  }

  @Override
  public Backlog backlog() {
    int count =
        handle
            .createQuery(
                """
                SELECT count(*)
                  FROM (SELECT FROM webhook_delivery WHERE status = 1 LIMIT :limit) AS counted
                """)
            .bind("limit", MAX_COUNTED)
            .mapTo(Integer.class)
            .one();
    var oldest =
        handle
            .createQuery(
                "SELECT created_at FROM webhook_delivery WHERE status = 1"
                    + " ORDER BY created_at LIMIT 1")
            .map((row, _) -> Times.instant(row, "created_at"))
            .findOne();
    return new Backlog(count, oldest.orElse(null));
  }
}
