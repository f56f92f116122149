package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import dev.promontory.text.StoredText;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Deliveries.Result;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.Delivery.State;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Retries.Fate;
import dev.promontory.webhook.Shares.Share;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Claims deliveries, and records what came of them. A claimed one is due again when its lease is
/// over; that is all there is to a claim.
record Sending(Handle handle) {
  private static final Comparator<DeliveryKey> KEYS =
      Comparator.comparingLong(DeliveryKey::webhookId).thenComparingLong(DeliveryKey::position);

  /// Claims what is due.
  ///
  /// @param shares not empty
  /// @param limit 1 and up
  List<Delivery> claim(List<Share> shares, int limit, Instant now) {
    return handle
        .createQuery(
            """
            WITH due AS (
                 SELECT d.webhook_id, d.position, d.due_at, s.place, s.most_of_account,
                        row_number() OVER (
                            PARTITION BY s.account
                                ORDER BY s.place, d.due_at, d.position) AS of_account
                   FROM unnest(:ids, :shares, :accounts, :ofAccounts) WITH ORDINALITY
                        AS s (id, share, account, most_of_account, place)
                  CROSS JOIN LATERAL (
                        SELECT webhook_id, position, due_at
                          FROM webhook_delivery
                         WHERE webhook_id = s.id AND status = 1 AND due_at <= :now
                         ORDER BY due_at, position
                         LIMIT s.share
                           FOR UPDATE SKIP LOCKED) AS d),
                 claimed AS (
                 SELECT webhook_id, position
                   FROM due
                  WHERE of_account <= most_of_account
                  ORDER BY place, due_at, position
                  LIMIT :limit)
            UPDATE webhook_delivery AS d
               SET due_at = :until
              FROM claimed AS c
             WHERE d.webhook_id = c.webhook_id AND d.position = c.position
            RETURNING\s"""
                + DeliveryRows.COLUMNS)
        .bind("ids", shares.stream().mapToLong(Share::webhookId).toArray())
        .bind("shares", shares.stream().mapToInt(Share::most).toArray())
        .bind("accounts", shares.stream().mapToInt(Share::account).toArray())
        .bind("ofAccounts", shares.stream().mapToInt(Share::mostOfAccount).toArray())
        .bind("limit", limit)
        .bind("now", Times.utc(now))
        .bind("until", Times.utc(now.plus(Deliveries.LEASE)))
        .map((row, _) -> DeliveryRows.delivery(row))
        .list();
  }

  /// In order of the keys, as everybody locks deliveries.
  void record(List<Result> results) {
    if (results.isEmpty()) {
      return;
    }
    var ordered = results.stream().sorted(Comparator.comparing(Sending::key, KEYS)).toList();
    var batch =
        handle.prepareBatch(
            """
            UPDATE webhook_delivery
               SET status = :status,
                   attempts = :attempts,
                   due_at = :dueAt,
                   last_at = :lastAt,
                   last_millis = :lastMillis,
                   last_status = :lastStatus,
                   last_note = :lastNote
             WHERE webhook_id = :webhook
               AND position = :position
               AND status = 1
               AND (attempts = :attempts - 1 OR :status = 2)
            """);
    for (var result : ordered) {
      var key = result.delivery().key();
      var attempt = result.attempt();
      batch
          .bind("webhook", key.webhookId())
          .bind("position", key.position())
          .bind("status", state(result.fate()).code())
          .bind("attempts", result.delivery().attempts() + 1)
          .bind("dueAt", Times.utcOrNull(dueAt(result.fate())))
          .bind("lastAt", Times.utc(attempt.at()))
          .bind("lastMillis", attempt.tookMillis())
          .bind("lastStatus", attempt.status())
          .bind("lastNote", StoredText.encode(attempt.note()))
          .add();
    }
    batch.execute();
  }

  private static DeliveryKey key(Result result) {
    return result.delivery().key();
  }

  private static State state(Fate fate) {
    return switch (fate) {
      case Fate.Delivered() -> State.DELIVERED;
      case Fate.Again _ -> State.WAITING;
      case Fate.Failed() -> State.FAILED;
    };
  }

  private static @Nullable Instant dueAt(Fate fate) {
    return fate instanceof Fate.Again(var dueAt) ? dueAt : null;
  }
}
