package dev.promontory.live;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What follows from an input.
public sealed interface Effect {

  /// The user qualified for a reward.
  ///
  /// @param occurrence position of the trigger event; of the event that armed the deadline if the
  ///   trigger is an inaction
  /// @param basis the number the reward is counted from; null if the campaign names none, or the
  ///   trigger event has not exactly one number there
  /// @param at when: the receipt of the trigger event, or the last moment of the deadline; what
  ///   windows of the filter were counted from
  record Qualified(
      long campaign, int revision, long occurrence, @Nullable BigDecimal basis, Instant at)
      implements Effect {}
}
