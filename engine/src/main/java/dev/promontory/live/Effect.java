package dev.promontory.live;

import java.time.Instant;

/// What follows from an input.
public sealed interface Effect {

  /// The user qualified for a reward.
  ///
  /// @param occurrence position of the trigger event; of the event that armed the deadline if the
  ///   trigger is an inaction
  /// @param taken what the reward takes from the trigger event; nothing if the trigger is an
  ///   inaction
  /// @param at when: the receipt of the trigger event, or the last moment of the deadline; what
  ///   windows of the filter were counted from
  record Qualified(long campaign, int revision, long occurrence, Taken taken, Instant at)
      implements Effect {}
}
