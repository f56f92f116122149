package dev.promontory.server.work;

import dev.promontory.history.History;
import dev.promontory.log.EventLog;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Tells when everything that was acknowledged has taken effect: the records are in history, what
/// is due by the clock is done, and the reward events of that are in the log and in history too.
public final class Settling {
  /// How long it is waited for.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EventLog log;
  private final History history;
  private final Rounds dueRounds;
  private final Rounds relayRounds;
  private final LongSupplier nanos;

  /// @param dueRounds those of the [Timekeeper]
  /// @param relayRounds those that empty the outbox
  /// @param nanos a clock for measuring how long was waited, in nanoseconds
  public Settling(
      EventLog log, History history, Rounds dueRounds, Rounds relayRounds, LongSupplier nanos) {
    this.log = log;
    this.history = history;
    this.dueRounds = dueRounds;
    this.relayRounds = relayRounds;
    this.nanos = nanos;
  }

  /// Waits until whatever was acknowledged before the call has taken effect.
  ///
  /// @return false if it took longer than [#PATIENCE]
  public boolean settle() throws InterruptedException {
    return settle(PATIENCE);
  }

  /// As [#settle()], with a patience of the caller's.
  boolean settle(Duration patience) throws InterruptedException {
    long end = nanos.getAsLong() + patience.toNanos();
    return history.awaitPosition(log.lastPosition(), left(end))
        && dueRounds.awaitRound(left(end))
        && relayRounds.awaitRound(left(end))
        && history.awaitPosition(log.lastPosition(), left(end));
  }

  private Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }
}
