package dev.promontory.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// The machine's clock, which can be put forward. Safe for use by many threads.
final class MovableClock implements InstantSource {
  private final InstantSource real = InstantSource.system();
  private final AtomicLong aheadMillis = new AtomicLong();

  @Override
  public Instant instant() {
    return real.instant().plusMillis(aheadMillis.get());
  }

  /// Puts the clock forward.
  void forward(long millis) {
    aheadMillis.addAndGet(millis);
  }
}
