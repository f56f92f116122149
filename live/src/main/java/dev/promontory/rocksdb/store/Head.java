package dev.promontory.rocksdb.store;

import java.nio.ByteBuffer;
import java.util.UUID;

/// What a store is: the first thing that is written into it, and never changed.
///
/// @param format of everything in it
/// @param shards how many, 1 to 100; which shard a user belongs to depends on it
/// @param log id of the log that it is folded from
record Head(int format, int shards, UUID log) {
  /// Rises with every change of keys, of what they stand for, or of a meaning in states.
  static final int FORMAT = 1;

  private static final int BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;

  byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putInt(format)
        .putInt(shards)
        .putLong(log.getMostSignificantBits())
        .putLong(log.getLeastSignificantBits())
        .array();
  }

  static Head of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new Head(in.getInt(), in.getInt(), new UUID(in.getLong(), in.getLong()));
  }
}
