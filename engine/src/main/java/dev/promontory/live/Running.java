package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A campaign of a program, compiled. Immutable.
///
/// @param filter null if nothing must hold
/// @param leaves of all its conditions, with repeats, the one of `cancelling` last
/// @param cancelling of an inaction: what may have cancelled a deadline before the event that would
///   have armed it arrived; otherwise null
record Running(
    LiveCampaign campaign,
    @Nullable Filter filter,
    List<Leaf> leaves,
    @Nullable Leaf cancelling,
    boolean isPaused) {

  long id() {
    return campaign.id();
  }

  Running paused(boolean paused) {
    return new Running(campaign, filter, leaves, cancelling, paused);
  }

  /// Whether it sees a record at a position, at an instant (F3).
  boolean sees(long position, Instant at) {
    return position > campaign.life().sincePosition() && campaign.life().holds(at);
  }

  boolean accepts(Filter.Subject subject) {
    return filter == null || filter.holds(subject);
  }
}
