package dev.promontory.postgres.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Rows in PostgreSQL's binary `COPY` format, gathered in memory and sent at once. The columns of a
/// row are written one after the other. Not thread-safe.
final class BinaryCopy {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /// Seconds from 1970 to PostgreSQL's epoch, the year 2000.
  private static final long EPOCH_OFFSET_SECONDS = 946_684_800L;

  private byte[] bytes;
  private int length;

  /// No rows yet.
  ///
  /// @param expectedBytes about how large it will get
  BinaryCopy(int expectedBytes) {
    this.bytes = Arrays.copyOf(SIGNATURE, Math.max(256, expectedBytes));
    this.length = SIGNATURE.length;
  }

  /// Begins a row.
  BinaryCopy row(int columns) {
    ensure(2);
    writeShort(columns);
    return this;
  }

  BinaryCopy int8(long number) {
    ensure(12);
    writeInt(8);
    writeLong(number);
    return this;
  }

  BinaryCopy int4(int number) {
    ensure(8);
    writeInt(4);
    writeInt(number);
    return this;
  }

  BinaryCopy int2(int number) {
    ensure(6);
    writeInt(2);
    writeShort(number);
    return this;
  }

  /// A `timestamptz` in microseconds since 1970.
  BinaryCopy micros(long micros) {
    return int8(micros - EPOCH_OFFSET_SECONDS * 1_000_000);
  }

  BinaryCopy textOrNull(@Nullable String text) {
    if (text == null) {
      return nothing();
    }
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  BinaryCopy bytesOrNull(byte @Nullable [] value) {
    return value == null ? nothing() : bytes(value);
  }

  private BinaryCopy bytes(byte[] value) {
    ensure(4 + value.length);
    writeInt(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  BinaryCopy nothing() {
    ensure(4);
    writeInt(-1);
    return this;
  }

  /// Sends all rows.
  ///
  /// @param target table and columns, such as `lot (id, wallet_id)`
  void send(Connection connection, String target) throws SQLException {
    ensure(2);
    writeShort(-1);
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
    try {
      copy.writeToCopy(bytes, 0, length);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private void writeShort(int number) {
    bytes[length++] = (byte) (number >> 8);
    bytes[length++] = (byte) number;
  }

  private void writeInt(int number) {
    writeShort(number >> 16);
    writeShort(number);
  }

  private void writeLong(long number) {
    writeInt((int) (number >> 32));
    writeInt((int) number);
  }
}
