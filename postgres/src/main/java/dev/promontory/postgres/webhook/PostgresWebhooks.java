package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import dev.promontory.text.StoredText;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.Webhooks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The webhooks in PostgreSQL.
public record PostgresWebhooks(Handle handle) implements Webhooks {
  private static final String NOT_DELETED = " FROM webhook WHERE status <> 4 ";

  @Override
  public void lock() {
    handle.createQuery("SELECT position FROM webhook_feed FOR UPDATE").mapTo(Long.class).one();
  }

  @Override
  public Optional<Webhook> create(Webhook draft) {
    var insert =
        handle.createQuery(
            """
            INSERT INTO webhook (account, name, name_key, url, method, auth, auth_name, auth_secret,
                                 header_names, header_values, events, secret, old_secret,
                                 old_secret_until, status, failing_since, since, created_at,
                                 updated_at)
            VALUES (:account, :name, :nameKey, :url, :method, :auth, :authName, :authSecret,
                    :headerNames, :headerValues, :events, :secret, :oldSecret,
                    :oldSecretUntil, :status, :failingSince, :since, :createdAt, :updatedAt)
                ON CONFLICT (account, name_key) WHERE status <> 4 DO NOTHING
            RETURNING\s"""
                + WebhookRows.COLUMNS);
    return WebhookRows.bind(insert, draft)
        .bind("account", draft.account())
        .bind("since", draft.since())
        .bind("createdAt", Times.utc(draft.createdAt()))
        .map((row, _) -> WebhookRows.webhook(row))
        .findOne();
  }

  @Override
  public Optional<Webhook> find(int account, long id) {
    return find(account, id, "");
  }

  @Override
  public Optional<Webhook> lock(int account, long id) {
    return find(account, id, " FOR UPDATE");
  }

  private Optional<Webhook> find(int account, long id, String locking) {
    return handle
        .createQuery(
            "SELECT "
                + WebhookRows.COLUMNS
                + NOT_DELETED
                + "AND account = :account AND id = :id"
                + locking)
        .bind("account", account)
        .bind("id", id)
        .map((row, _) -> WebhookRows.webhook(row))
        .findOne();
  }

  @Override
  public List<Webhook> list(int account) {
    return handle
        .createQuery(
            "SELECT " + WebhookRows.COLUMNS + NOT_DELETED + "AND account = :account ORDER BY id")
        .bind("account", account)
        .map((row, _) -> WebhookRows.webhook(row))
        .list();
  }

  @Override
  public List<Webhook> all() {
    return handle
        .createQuery("SELECT " + WebhookRows.COLUMNS + NOT_DELETED + "ORDER BY id")
        .map((row, _) -> WebhookRows.webhook(row))
        .list();
  }

  @Override
  public boolean isAny() {
    return handle
        .createQuery("SELECT EXISTS (SELECT" + NOT_DELETED + ")")
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public boolean update(Webhook changed) {
    if (isNameTaken(changed)) {
      return false;
    }
    var update =
        handle.createUpdate(
            """
            UPDATE webhook
               SET name = :name,
                   name_key = :nameKey,
                   url = :url,
                   method = :method,
                   auth = :auth,
                   auth_name = :authName,
                   auth_secret = :authSecret,
                   header_names = :headerNames,
                   header_values = :headerValues,
                   events = :events,
                   secret = :secret,
                   old_secret = :oldSecret,
                   old_secret_until = :oldSecretUntil,
                   status = :status,
                   failing_since = :failingSince,
                   updated_at = :updatedAt
             WHERE id = :id
            """);
    WebhookRows.bind(update, changed).bind("id", changed.id()).execute();
    return true;
  }

  private boolean isNameTaken(Webhook changed) {
    var key = changed.draft().name().toLowerCase(Locale.ROOT);
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT"
                + NOT_DELETED
                + "AND account = :account AND name_key = :key AND id <> :id)")
        .bind("account", changed.account())
        .bind("key", StoredText.encode(key))
        .bind("id", changed.id())
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void stand(long id, Standing before, Standing after) {
    handle
        .createUpdate(
            """
            UPDATE webhook
               SET status = :status, failing_since = :since
             WHERE id = :id AND status = :before
            """)
        .bind("id", id)
        .bind("before", before.status().code())
        .bind("status", after.status().code())
        .bind("since", Times.utcOrNull(after.failingSince()))
        .execute();
  }

  @Override
  public void removeEmpty() {
    handle.execute(
        """
        DELETE FROM webhook AS w
         WHERE w.status = 4
           AND NOT EXISTS (SELECT FROM webhook_delivery AS d WHERE d.webhook_id = w.id)
        """);
  }
}
