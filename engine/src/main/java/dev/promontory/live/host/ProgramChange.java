package dev.promontory.live.host;

import dev.promontory.live.LiveCampaign;
import java.time.Instant;

/// A change of the live campaigns of an account, and where in the log it takes effect. A replay
/// makes the same changes at the same places.
///
/// @param number 1 or more; grows from change to change over all accounts, with gaps. Those with a
///   higher number never have a lower position
/// @param account number of the account
/// @param position of the last record before it, 0 or more
/// @param at when: what was due by then has fired before it. Every record received before it has a
///   position up to `position`
public record ProgramChange(long number, int account, long position, Instant at, Action action) {

  /// What changes.
  public sealed interface Action {

    /// The id of the campaign.
    long campaign();

    /// The campaign is live from here on, or has another revision. A paused one stays so.
    ///
    /// @param live what the fold must know of it; the `sincePosition` of its life is the position
    ///   of this change, or of the earlier one from which on its questions have been the same
    record Put(LiveCampaign live) implements Action {
      @Override
      public long campaign() {
        return live.id();
      }
    }

    /// It sees no events until it is resumed.
    record Pause(long campaign) implements Action {}

    /// It sees events again.
    record Resume(long campaign) implements Action {}

    /// It is over; its open deadlines never fire.
    record Remove(long campaign) implements Action {}
  }
}
