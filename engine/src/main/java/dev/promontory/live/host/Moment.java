package dev.promontory.live.host;

import java.time.Instant;

/// A place between two records of the log at which a program changes.
///
/// @param position of the last record before it, 0 or more
/// @param at the time there: every record received before it has a position up to `position`
public record Moment(long position, Instant at) {}
