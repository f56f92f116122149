package dev.promontory.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// The baseline of intake: the same events as plain rows, by binary `COPY` from one connection into
/// a table without an index, a commit every [#BATCH_ROWS] rows. No HTTP, no JSON, no identities to
/// resolve, nothing to query by: what is left is what PostgreSQL needs to make rows durable.
final class EventCopy {
  static final int BATCH_ROWS = 5_000;
  private static final int FIELDS = 11;
  private static final String TABLE =
      """
      CREATE TABLE copied_event (
        user_number bigint NOT NULL,
        name smallint NOT NULL,
        epoch_second bigint NOT NULL,
        product text NOT NULL,
        category text NOT NULL,
        channel text NOT NULL,
        city text NOT NULL,
        source text NOT NULL,
        quantity integer NOT NULL,
        member boolean NOT NULL,
        amount_cents bigint NOT NULL)
      """;

  private EventCopy() {}

  /// Copies the first events of a stream into a table of its own.
  ///
  /// @return nanoseconds it took, without making the table
  static long run(Connection connection, EventStream events, long count)
      throws SQLException, IOException {
    try (var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    long began = System.nanoTime();
    for (long from = 0; from < count; from += BATCH_ROWS) {
      var rows = new CopyRows(FIELDS);
      for (long event = from; event < Math.min(from + BATCH_ROWS, count); event++) {
        add(events, event, rows);
      }
      rows.copyInto("copied_event", connection);
    }
    long nanos = System.nanoTime() - began;
    CopyRows.check("copied_event", count, connection);
    return nanos;
  }

  private static void add(EventStream events, long event, CopyRows rows) throws IOException {
    var template = events.template(event);
    rows.row()
        .int8(events.user(event))
        .int2(template.name())
        .int8(events.epochSecond(event))
        .text(template.product())
        .text(template.category())
        .text(template.channel())
        .text(template.city())
        .text(template.source())
        .int4(template.quantity())
        .bool(template.member())
        .int8(events.cents(event));
  }
}
