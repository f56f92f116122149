package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import dev.promontory.text.StoredText;
import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Rows to deliveries.
final class DeliveryRows {

  /// Of a table that is called `d`.
  static final String COLUMNS =
      """
      d.webhook_id, d.position, d.event, d.user_number, d.payload, d.created_at, d.status,
      d.attempts, d.due_at, d.last_at, d.last_millis, d.last_status, d.last_note
      """;

  private DeliveryRows() {}

  static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        new DeliveryKey(row.getLong("webhook_id"), row.getLong("position")),
        row.getString("event"),
        row.getLong("user_number"),
        row.getString("payload"),
        Times.instant(row, "created_at"),
        Delivery.State.ofCode(row.getInt("status")),
        row.getInt("attempts"),
        Times.instantOrNull(row, "due_at"),
        last(row));
  }

  private static @Nullable Attempt last(ResultSet row) throws SQLException {
    var at = Times.instantOrNull(row, "last_at");
    return at == null
        ? null
        : new Attempt(
            at,
            row.getLong("last_millis"),
            row.getInt("last_status"),
            StoredText.decode(row.getString("last_note")),
            null);
  }
}
