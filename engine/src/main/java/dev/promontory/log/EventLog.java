package dev.promontory.log;

import java.time.Duration;
import java.util.UUID;

/// The port of the event log. One process appends; any number of cursors read. Safe for use by many
/// threads.
public interface EventLog extends AutoCloseable {

  /// The most records of one append.
  int MAX_APPEND = 10_000;

  /// How long the log may take to give a record that it has.
  Duration READING_PATIENCE = Duration.ofSeconds(10);

  /// Which log this is (E8). A copy of the log, such as a restored backup, has the id of its
  /// original.
  UUID id();

  /// Appends records and returns when they are on disk, or when it is certain that they will not
  /// be.
  ///
  /// Blocks; call it from a virtual thread or a thread of one's own. Order within the batch is
  /// kept. There is no partial result: either all records that are not duplicates are appended, or
  /// none.
  ///
  /// @throws IllegalArgumentException if there are more than [#MAX_APPEND] records
  /// @throws IllegalStateException if the store refuses these very records, for instance because
  ///   their account does not exist; none of them is appended, and nobody else's suffer
  AppendResult append(AppendBatch batch);

  /// The position of the newest durable record, 0 if there is none.
  long lastPosition();

  /// How far the log has come in time (E9). From the call on, no record is appended with a receipt
  /// before the answer's `millis`; every record with an earlier receipt that is durable, or may yet
  /// turn out to be, stands at or before its `position`. Waits for nothing.
  ///
  /// The promise is kept in memory. Over a restart only what stands in the log is: whoever opens it
  /// next must have a clock that is not behind.
  ///
  /// @param nowMillis the present, epoch milliseconds; the answer's is later if a record's receipt,
  ///   or an earlier call, was
  Horizon horizon(long nowMillis);

  /// Opens a cursor behind a position: the first record it gives is the one at `afterPosition + 1`.
  ///
  /// @param afterPosition 0 for the beginning
  LogCursor openCursor(long afterPosition);

  /// The record at a position, read as a cursor would.
  ///
  /// @param position 1 or more
  /// @throws IllegalStateException if the log has none there, or cannot be read just now
  default LogRecord record(long position) {
    try (var cursor = openCursor(position - 1)) {
      return cursor
          .next(READING_PATIENCE)
          .orElseThrow(
              () -> new IllegalStateException("the log has no record at position " + position))
          .records()
          .getFirst();
    }
  }

  @Override
  void close();
}
