package dev.promontory.server.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is set, and never goes back. Safe for use by many threads.
public final class TestClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public TestClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Sets it forward; an instant in its past leaves it as it is.
  void forwardTo(Instant instant) {
    now.accumulateAndGet(
        instant,
        (before, wanted) -> Duration.between(before, wanted).isNegative() ? before : wanted);
  }
}
