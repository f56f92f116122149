package dev.promontory.server.intake;

import java.util.Arrays;
import java.util.concurrent.Semaphore;

/// The body of a call in memory. Takes room for its buffer and gives it back when it is closed.
/// Owned by the thread of the call.
final class Body implements AutoCloseable {

  /// Buffers grow in multiples of this.
  static final int UNIT_BYTES = 1024;

  private final Semaphore room;
  private byte[] bytes = new byte[0];
  private int length;

  /// @param room of all bodies together, in units
  Body(Semaphore room) {
    this.room = room;
  }

  /// The buffer; the body is its first [#length] bytes.
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isFull() {
    return length == bytes.length;
  }

  /// Makes the buffer hold at least so many bytes.
  ///
  /// @return false if there is no room now
  boolean grow(int capacity) {
    int units = Math.ceilDiv(capacity, UNIT_BYTES);
    if (!room.tryAcquire(units - bytes.length / UNIT_BYTES)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, units * UNIT_BYTES);
    return true;
  }

  /// Says that the buffer was filled further.
  void add(int count) {
    length += count;
  }

  @Override
  public void close() {
    room.release(bytes.length / UNIT_BYTES);
    bytes = new byte[0];
    length = 0;
  }
}
