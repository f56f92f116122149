package dev.promontory.postgres.log;

import dev.promontory.log.Horizon;

/// Before when no record is received any more, and up to where records are stamped (E9). The
/// appender stamps, anybody asks: safe for use by many threads.
final class ReceiptFloor {
  private long millis = Long.MIN_VALUE;
  private long position;

  /// From now on nothing is stamped with an earlier receipt.
  synchronized Horizon raise(long nowMillis) {
    millis = Math.max(millis, nowMillis);
    return new Horizon(position, millis);
  }

  /// Begins to stamp records up to a position, behind all that are on disk.
  ///
  /// @return the earliest receipt that they may have, epoch milliseconds
  synchronized long stampUpTo(long lastPosition) {
    position = lastPosition;
    return millis;
  }

  /// What was stamped behind a position is not on disk and will never be.
  synchronized void settle(long lastPosition) {
    position = lastPosition;
  }
}
