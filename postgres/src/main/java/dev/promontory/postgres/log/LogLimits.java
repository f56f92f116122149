package dev.promontory.postgres.log;

import java.time.Duration;

/// How much memory and patience the log has.
///
/// @param queueRecords most records waiting to be appended;
///   [dev.promontory.log.EventLog#MAX_APPEND] or more
/// @param queueBytes most bytes of heap that waiting records take, estimated
/// @param recentRecords most records kept in memory for cursors near the head
/// @param recentBytes most bytes of heap that these take, estimated
/// @param cachedUsers most users whose numbers are kept in memory, 40 to 50 bytes each
/// @param patience how long one append waits for the database before it is given up
/// @param takeOver how long to wait for the place of an appender that has just died
public record LogLimits(
    int queueRecords,
    long queueBytes,
    int recentRecords,
    long recentBytes,
    int cachedUsers,
    Duration patience,
    Duration takeOver) {

  /// For the heap of 640 MB that the launcher gives the server: what uploads may hold decoded is
  /// bounded before it waits here.
  public static final LogLimits DEFAULT =
      new LogLimits(
          200_000,
          192L << 20,
          60_000,
          96L << 20,
          2_000_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));
}
