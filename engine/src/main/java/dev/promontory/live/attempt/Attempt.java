package dev.promontory.live.attempt;

import java.time.Instant;

/// An event that might have made a user qualify, or might have armed a deadline for it.
///
/// @param position of the event
/// @param happenedAt by the sender's word
public record Attempt(long position, Instant happenedAt, Instant receivedAt, Fate fate) {

  /// What came of it.
  public sealed interface Fate {

    /// Its time was too far from its receipt (S3.1).
    record NotTimely() implements Fate {}

    /// It was received before the campaign began.
    record NotBegun(Instant start) implements Fate {}

    /// It was received when the campaign was over.
    record Over() implements Fate {}

    /// It was received in a pause (S3.7).
    record Paused() implements Fate {}

    /// A deadline was armed already, and it changed nothing (S3.5).
    record Ignored() implements Fate {}

    /// What cancels had been received before it.
    record CancelledBefore() implements Fate {}

    /// It armed a deadline, which a later event of the same kind took over.
    ///
    /// @param by position of that event
    record Moved(long by) implements Fate {}

    /// It armed a deadline, which was cancelled.
    ///
    /// @param by position of the event that did
    /// @param at when that happened, by the sender's word
    record Cancelled(Instant dueAt, long by, Instant at) implements Fate {}

    /// It armed a deadline, which was due in a pause, or when the campaign was over.
    record Lost(Instant dueAt) implements Fate {}

    /// It armed a deadline, which is still open.
    record Armed(Instant dueAt) implements Fate {}

    /// It came to the filter.
    ///
    /// @param at the instant it was judged at
    record Judged(Instant at) implements Fate {}
  }
}
