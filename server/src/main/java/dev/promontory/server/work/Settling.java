package dev.promontory.server.work;

import dev.promontory.history.History;
import dev.promontory.live.host.LiveHost;
import dev.promontory.log.EventLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/// Tells when everything that was acknowledged has taken effect: the records are in history and
/// folded for live campaigns, what is due by the clock is done, everybody who qualified is
/// rewarded, and the reward events of all that are in the log, and have taken effect in turn.
public final class Settling {
  /// How long it is waited for.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /// How often effects of effects are followed: a reward can make somebody qualify again.
  private static final int MAX_TURNS = 10;

  private final Followers followers;
  private final InstantSource clock;
  private final List<Rounds> rounds;
  private final LongSupplier nanos;

  /// The log and who follows it.
  public record Followers(EventLog log, History history, LiveHost live) {}

  /// @param rounds those of the [Timekeeper]s, then those that empty the outbox
  /// @param nanos a clock for measuring how long was waited, in nanoseconds
  public Settling(
      Followers followers, InstantSource clock, List<Rounds> rounds, LongSupplier nanos) {
    this.followers = followers;
    this.clock = clock;
    this.rounds = List.copyOf(rounds);
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
    long before = -1;
    long last = followers.log().lastPosition();
    for (int turn = 0; turn < MAX_TURNS && last != before; turn++) {
      if (!settleTo(last, end)) {
        return false;
      }
      before = last;
      last = followers.log().lastPosition();
    }
    return true;
  }

  private boolean settleTo(long position, long end) throws InterruptedException {
    return followers.history().awaitPosition(position, left(end))
        && followers.live().settle(position, clock.instant(), left(end))
        && awaitRounds(end)
        && followers.history().awaitPosition(followers.log().lastPosition(), left(end));
  }

  private boolean awaitRounds(long end) throws InterruptedException {
    for (var each : rounds) {
      if (!each.awaitRound(left(end))) {
        return false;
      }
    }
    return true;
  }

  private Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }
}
