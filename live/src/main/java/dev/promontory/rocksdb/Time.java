package dev.promontory.rocksdb;

import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets time pass in the shards, as far as the log allows (LH3). One horizon at a time is asked for
/// and waited for, so that no load can starve it; one that is not reached though the log stands
/// still, because what it counted on has failed, is given up. Owned by the dispatcher.
final class Time {
  private static final long GIVE_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long REPEAT_MILLIS = 100;

  private final EventLog log;
  private final InstantSource clock;
  private final Crew crew;
  private final Desk desk;
  private final Set<SettleRequest> under = new HashSet<>();
  private @Nullable Horizon awaited;
  private long askedNanos;
  private long passedMillis = Long.MIN_VALUE;

  Time(EventLog log, InstantSource clock, Crew crew, Desk desk) {
    this.log = log;
    this.clock = clock;
    this.crew = crew;
    this.desk = desk;
  }

  /// How far the log has come.
  Horizon horizon() {
    askedNanos = System.nanoTime();
    return log.horizon(clock.millis());
  }

  /// The same horizon, or a new one if it is not reached though nothing comes any more.
  Horizon renewed(Horizon horizon, long position) {
    return isLost(horizon, position) ? horizon() : horizon;
  }

  private boolean isLost(Horizon horizon, long position) {
    return position < horizon.position()
        && System.nanoTime() - askedNanos > GIVE_UP_NANOS
        && position >= log.lastPosition();
  }

  /// Lets time pass if anybody is due, or waits for it.
  ///
  /// @param position everything up to here was given to the shards
  void pass(long position) {
    if (awaited == null && isWanted()) {
      awaited = horizon();
    }
    var horizon = awaited;
    if (horizon == null) {
      return;
    }
    if (position >= horizon.position()) {
      awaited = null;
      pass(horizon, position);
    } else if (isLost(horizon, position)) {
      awaited = null;
    }
  }

  private boolean isWanted() {
    if (!desk.settling().isEmpty() && !under.containsAll(desk.settling())) {
      return true;
    }
    long due = crew.min(ShardView::nextDueAtMillis);
    if (due == Resident.NEVER) {
      return false;
    }
    long now = clock.millis();
    return due <= now && (due > passedMillis || now - passedMillis >= REPEAT_MILLIS);
  }

  private void pass(Horizon horizon, long position) {
    passedMillis = horizon.millis();
    crew.give(new Work.Tick(horizon.millis()));
    under.retainAll(desk.settling());
    for (var request : desk.settling()) {
      if (request.position() <= position
          && request.millis() <= horizon.millis()
          && under.add(request)) {
        var _ =
            crew.milestone(horizon.millis(), Work.Depth.DECIDED)
                .thenRun(() -> request.settled().complete(null));
      }
    }
  }
}
