package dev.promontory.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// The baseline of intake: the same events as plain rows, by binary `COPY` from one connection into
/// a table without an index, a commit every [#BATCH_ROWS] rows. No HTTP, no JSON, no identities to
/// resolve, nothing to query by: what is left is what PostgreSQL needs to make rows durable.
final class EventCopy {
  static final int BATCH_ROWS = 5_000;
  private static final short FIELDS = 11;
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
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
    var copy = connection.unwrap(PGConnection.class).getCopyAPI();
    var rows = new ByteArrayOutputStream();
    long began = System.nanoTime();
    for (long from = 0; from < count; from += BATCH_ROWS) {
      rows.reset();
      write(events, from, Math.min(from + BATCH_ROWS, count), new DataOutputStream(rows));
      var in = copy.copyIn("COPY copied_event FROM STDIN (FORMAT binary)");
      in.writeToCopy(rows.toByteArray(), 0, rows.size());
      in.endCopy();
    }
    long nanos = System.nanoTime() - began;
    check(connection, count);
    return nanos;
  }

  private static void write(EventStream events, long from, long to, DataOutputStream out)
      throws IOException {
    out.write(SIGNATURE);
    out.writeInt(0);
    out.writeInt(0);
    for (long event = from; event < to; event++) {
      var template = events.template(event);
      out.writeShort(FIELDS);
      writeLong(events.user(event), out);
      out.writeInt(Short.BYTES);
      out.writeShort(template.name());
      writeLong(events.epochSecond(event), out);
      writeText(template.product(), out);
      writeText(template.category(), out);
      writeText(template.channel(), out);
      writeText(template.city(), out);
      writeText(template.source(), out);
      out.writeInt(Integer.BYTES);
      out.writeInt(template.quantity());
      out.writeInt(1);
      out.writeBoolean(template.member());
      writeLong(events.cents(event), out);
    }
    out.writeShort(-1);
  }

  private static void writeLong(long number, DataOutputStream out) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(number);
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void check(Connection connection, long count) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM copied_event")) {
      rows.next();
      if (rows.getLong(1) != count) {
        throw new IllegalStateException(rows.getLong(1) + " rows instead of " + count);
      }
    }
  }
}
