package dev.promontory.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 hash (FIPS 180-4), as four numbers, most significant first.
public record Hash(long first, long second, long third, long fourth) {

  /// The length in bytes.
  public static final int BYTES = 32;

  /// The hash of nothing that came before: 32 zero bytes.
  public static final Hash NONE = new Hash(0, 0, 0, 0);

  /// The hash with these bytes.
  ///
  /// @throws IllegalArgumentException if they are not [#BYTES]
  public static Hash ofBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has " + BYTES + " bytes, not " + bytes.length);
    }
    var buffer = ByteBuffer.wrap(bytes);
    return new Hash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /// The hash of a message.
  static Hash of(byte[] message) {
    try {
      return ofBytes(MessageDigest.getInstance("SHA-256").digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Its 32 bytes.
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /// 64 hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
