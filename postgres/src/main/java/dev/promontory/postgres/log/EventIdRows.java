package dev.promontory.postgres.log;

import dev.promontory.text.StoredText;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The statements on the event ids of the last days, many at a time.
final class EventIdRows {
  private static final String FIND =
      """
      SELECT asked.no, seen.received_at_millis
        FROM unnest(?, ?) WITH ORDINALITY AS asked (user_number, event_id, no)
        JOIN log_event_id AS seen USING (user_number, event_id)
      """;

  private static final String PUT =
      """
      INSERT INTO log_event_id (user_number, event_id, received_at_millis)
      SELECT fresh.user_number, fresh.event_id, fresh.received_at_millis
        FROM unnest(?, ?, ?) AS fresh (user_number, event_id, received_at_millis)
          ON CONFLICT (user_number, event_id) DO UPDATE
         SET received_at_millis = excluded.received_at_millis
      """;

  private static final String DELETE_OLDEST =
      """
      DELETE FROM log_event_id
       WHERE ctid = ANY (ARRAY (
             SELECT ctid
               FROM log_event_id
              WHERE received_at_millis < ?
              ORDER BY received_at_millis
              LIMIT ?))
      """;

  private EventIdRows() {}

  /// When those that are there were received, in epoch milliseconds.
  static Map<EventKey, Long> find(LogSession session, List<EventKey> keys) throws SQLException {
    var statement = session.statement(FIND);
    statement.setArray(1, session.array("int8", users(keys)));
    statement.setArray(2, session.array("text", ids(keys)));
    var found = new HashMap<EventKey, Long>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(keys.get(rows.getInt(1) - 1), rows.getLong(2));
      }
    }
    return found;
  }

  static void put(LogSession session, Map<EventKey, Long> receivedAtMillis) throws SQLException {
    var keys = List.copyOf(receivedAtMillis.keySet());
    var times = new Long[keys.size()];
    Arrays.setAll(times, i -> receivedAtMillis.get(keys.get(i)));
    var statement = session.statement(PUT);
    statement.setArray(1, session.array("int8", users(keys)));
    statement.setArray(2, session.array("text", ids(keys)));
    statement.setArray(3, session.array("int8", times));
    statement.executeUpdate();
  }

  /// Deletes the oldest, at most `limit`, and says how many that were.
  static int deleteReceivedBefore(LogSession session, long millis, int limit) throws SQLException {
    var statement = session.statement(DELETE_OLDEST);
    statement.setLong(1, millis);
    statement.setInt(2, limit);
    return statement.executeUpdate();
  }

  private static Long[] users(List<EventKey> keys) {
    return keys.stream().map(EventKey::user).toArray(Long[]::new);
  }

  private static String[] ids(List<EventKey> keys) {
    return keys.stream().map(key -> StoredText.encode(key.eventId())).toArray(String[]::new);
  }
}
