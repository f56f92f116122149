package dev.promontory.log;

/// Until when everything that was received is known to stand at or before a position (E9).
///
/// A reader that has read up to the position has seen every record that was received before that
/// time, or will ever be said to have been.
///
/// @param position 0 or more; may be behind the newest durable record, since it counts what is
///   being written. If that fails, the position is reached only when others append: ask again
///   rather than wait for it
/// @param millis epoch milliseconds
public record Horizon(long position, long millis) {}
