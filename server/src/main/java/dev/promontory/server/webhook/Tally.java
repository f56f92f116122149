package dev.promontory.server.webhook;

import dev.promontory.webhook.Deliveries.Result;
import dev.promontory.webhook.Retries.Fate;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Counts what became of deliveries since the start. Safe for use by many threads.
public final class Tally {
  private final LongAdder delivered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void results(List<Result> results) {
    for (var result : results) {
      switch (result.fate()) {
        case Fate.Delivered() -> delivered.increment();
        case Fate.Again _ -> refused.increment();
        case Fate.Failed() -> failed.increment();
      }
    }
  }

  void dropped(int count) {
    dropped.add(count);
  }

  /// How many were accepted.
  public long delivered() {
    return delivered.sum();
  }

  /// How many attempts were in vain and are made again.
  public long retried() {
    return refused.sum();
  }

  /// How many have used up their attempts.
  public long failed() {
    return failed.sum();
  }

  /// How many there was no room for.
  public long dropped() {
    return dropped.sum();
  }
}
