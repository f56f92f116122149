package dev.promontory.rocksdb.store;

import dev.promontory.log.LogRecord;
import java.nio.ByteBuffer;

/// Where in the log the states of a shard stand.
///
/// @param position everything of the shard's users up to here is folded, and what came out of it is
///   decided. States of some users may be further
/// @param change number of the last program change that is applied, 0 if none is
/// @param through position of the newest record that was read when this was made, 0 if none was
/// @param witness tells the record at `through` from others that another log could have there
public record Checkpoint(long position, long change, long through, long witness) {

  /// Of a shard that has seen nothing.
  public static final Checkpoint NONE = new Checkpoint(0, 0, 0, 0);

  private static final int BYTES = 4 * Long.BYTES;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /// What is remembered of a record. A position belongs to one moment of one log: if the record
  /// there is the same, down to when it was received, everything before it is.
  public static long witness(LogRecord record) {
    long mixed = mix(record.position(), record.account());
    mixed = mix(mixed, record.user());
    mixed = mix(mixed, record.epochSecond());
    return mix(mixed, record.receivedAtMillis());
  }

  private static long mix(long before, long next) {
    long mixed = (before ^ next) * MIX;
    return mixed ^ mixed >>> 32;
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(position)
        .putLong(change)
        .putLong(through)
        .putLong(witness)
        .array();
  }

  static Checkpoint of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new Checkpoint(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
