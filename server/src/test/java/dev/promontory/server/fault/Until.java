package dev.promontory.server.fault;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what will come about by itself.
final class Until {
  private static final long POLL_NANOS = 5_000_000;

  private Until() {}

  /// Returns when a condition holds.
  ///
  /// @throws AssertionError if it does not within the patience
  static void holds(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
