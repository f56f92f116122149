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

  /// How often others may upload something while rewards of rewards are followed: from then on they
  /// are taken for those of the others.
  static final int MAX_DISTURBED = 10;

  private final Followers followers;
  private final InstantSource clock;
  private final List<Rounds> rounds;
  private final LongSupplier relayed;
  private final LongSupplier nanos;

  /// The log and who follows it.
  public record Followers(EventLog log, History history, LiveHost live) {}

  /// @param rounds those of the [Timekeeper]s, then those that empty the outbox
  /// @param relayed how many reward events were carried to the log so far
  /// @param nanos a clock for measuring how long was waited, in nanoseconds
  public Settling(
      Followers followers,
      InstantSource clock,
      List<Rounds> rounds,
      LongSupplier relayed,
      LongSupplier nanos) {
    this.followers = followers;
    this.clock = clock;
    this.rounds = List.copyOf(rounds);
    this.relayed = relayed;
    this.nanos = nanos;
  }

  /// Waits until whatever was acknowledged before the call has taken effect, and the rewards that
  /// it caused, and those that they caused. What others upload meanwhile is not waited for; as
  /// their rewards look the same, those of rewards are no longer followed after others have
  /// uploaded [#MAX_DISTURBED] times.
  ///
  /// @return false if it took longer than [#PATIENCE], or if rewards still cause rewards after as
  ///   long
  public boolean settle() throws InterruptedException {
    return settle(PATIENCE);
  }

  /// As [#settle()], with a patience of the caller's. Rewards may cause rewards for [#PATIENCE].
  boolean settle(Duration patience) throws InterruptedException {
    long end = nanos.getAsLong() + patience.toNanos();
    var first = look();
    if (!settleTo(first.position, end)) {
      return false;
    }
    long chainEnd = Math.min(end, nanos.getAsLong() + PATIENCE.toNanos());
    var before = first;
    var now = look();
    int disturbed = 0;
    long others = 0;
    while (now.relayed != before.relayed && disturbed < MAX_DISTURBED) {
      long more = now.othersSince(first);
      disturbed += more > others ? 1 : 0;
      others = Math.max(others, more);
      if (!settleTo(now.position, chainEnd)) {
        return false;
      }
      before = now;
      now = look();
    }
    return true;
  }

  private Seen look() {
    return new Seen(followers.log().lastPosition(), relayed.getAsLong());
  }

  /// How far the log was, and how many reward events had come to it.
  private record Seen(long position, long relayed) {
    /// How many records others have uploaded since; a little wrong while rewards are under way.
    long othersSince(Seen before) {
      return position - before.position - (relayed - before.relayed);
    }
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
