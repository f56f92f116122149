package dev.promontory.bench;

import dev.promontory.live.host.Qualifications;
import dev.promontory.live.host.UserQualified;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Decides every qualification at once; counts them, and how long after their time they came.
final class CountingSink implements Qualifications {
  private final InstantSource clock;
  private long count;
  private @Nullable Latencies lags;

  CountingSink(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized CompletionStage<Void> take(int account, List<UserQualified> batch) {
    count += batch.size();
    if (lags != null) {
      long now = clock.millis();
      for (var each : batch) {
        lags.add(TimeUnit.MILLISECONDS.toNanos(now - each.what().at().toEpochMilli()));
      }
    }
    notifyAll();
    return CompletableFuture.completedFuture(null);
  }

  /// Notes from now on how long after their time qualifications come.
  synchronized Latencies follow() {
    var fresh = new Latencies();
    lags = fresh;
    return fresh;
  }

  /// Ends [#follow].
  synchronized void leave() {
    lags = null;
  }

  synchronized long count() {
    return count;
  }

  /// Waits until so many have come.
  ///
  /// @throws IllegalStateException if they don't come within a time
  synchronized void await(long wanted, long patienceMillis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (count < wanted) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new IllegalStateException("%d of %d have qualified".formatted(count, wanted));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
