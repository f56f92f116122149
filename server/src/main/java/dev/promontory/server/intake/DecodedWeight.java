package dev.promontory.server.intake;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import java.util.concurrent.Semaphore;

/// About how many bytes of heap the decoded records of a call take, counted value by value while
/// they are decoded: a few bytes of JSON can become many of heap. Takes room for them and gives it
/// back when it is closed. Owned by the thread of the call.
final class DecodedWeight implements AutoCloseable {

  /// The most of one call: a million values and more, far above what a thousand ordinary records
  /// hold.
  static final int MAX_BYTES = 80 << 20;

  /// The most of all calls that are being handled.
  static final int MAX_BYTES_OF_ALL = 2 * MAX_BYTES;

  /// What a value takes without its text.
  static final int PER_VALUE = 72;

  private static final int PER_CHARACTER = 2;
  private static final int UNIT_BYTES = 64 * 1024;

  private final Semaphore room;
  private int units;
  private int left;

  /// @param room of all calls together, as [#room()] gives it
  DecodedWeight(Semaphore room) {
    this.room = room;
  }

  /// The room of all calls.
  static Semaphore room() {
    return new Semaphore(MAX_BYTES_OF_ALL / UNIT_BYTES);
  }

  /// Counts a value.
  ///
  /// @param characters of its text, 0 if it is none
  /// @throws HttpException 413 if the call has too many, 429 if there is no room now
  void add(int characters) {
    left -= PER_VALUE + PER_CHARACTER * characters;
    while (left < 0) {
      take();
    }
  }

  private void take() {
    if (units == MAX_BYTES / UNIT_BYTES) {
      throw new HttpException(
          "the records hold more values than fit one call; nothing was stored, send fewer at a time",
          Status.REQUEST_ENTITY_TOO_LARGE_413,
          false);
    }
    if (!room.tryAcquire()) {
      throw BodyReader.noRoom();
    }
    units++;
    left += UNIT_BYTES;
  }

  @Override
  public void close() {
    room.release(units);
    units = 0;
    left = 0;
  }
}
