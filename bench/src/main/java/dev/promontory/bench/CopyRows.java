package dev.promontory.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.postgresql.PGConnection;

/// Rows for one `COPY … (FORMAT binary)`, field by field in the order of the columns. Belongs to
/// one thread.
final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int NULL = -1;
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final int fields;

  /// No rows yet.
  ///
  /// @param fields columns of each row
  CopyRows(int fields) throws IOException {
    this.fields = fields;
    out.write(SIGNATURE);
    out.writeInt(0);
    out.writeInt(0);
  }

  /// Begins a row.
  CopyRows row() throws IOException {
    out.writeShort(fields);
    return this;
  }

  CopyRows int2(int number) throws IOException {
    out.writeInt(Short.BYTES);
    out.writeShort(number);
    return this;
  }

  CopyRows int4(int number) throws IOException {
    out.writeInt(Integer.BYTES);
    out.writeInt(number);
    return this;
  }

  CopyRows int8(long number) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(number);
    return this;
  }

  CopyRows bool(boolean flag) throws IOException {
    out.writeInt(1);
    out.writeBoolean(flag);
    return this;
  }

  CopyRows text(String text) throws IOException {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(encoded.length);
    out.write(encoded);
    return this;
  }

  CopyRows timestamptz(Instant instant) throws IOException {
    return int8(Duration.between(EPOCH, instant).toNanos() / 1000);
  }

  CopyRows nothing() throws IOException {
    out.writeInt(NULL);
    return this;
  }

  /// Sends the rows; if the connection commits by itself, they are durable when this returns.
  ///
  /// @param target a table, and its columns in parentheses if they are not all of them
  void copyInto(String target, Connection connection) throws SQLException, IOException {
    out.writeShort(-1);
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
    copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
    copy.endCopy();
  }

  /// Makes sure that a table holds so many rows.
  static void check(String table, long count, Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      if (rows.getLong(1) != count) {
        throw new IllegalStateException(rows.getLong(1) + " rows instead of " + count);
      }
    }
  }
}
