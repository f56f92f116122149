package dev.promontory.rocksdb;

import java.nio.file.Path;
import java.time.Duration;

/// Where a host keeps its state, and how much it holds at once.
///
/// @param folder for the state and nothing else; created if absent, emptied if it is of no use
/// @param shards into how many threads the users are divided, 1 to 100; only for a folder that is
///   empty, as it cannot be changed later
public record HostSettings(Path folder, int shards, Bounds bounds) {
  private static final int DEFAULT_SHARDS = 2;

  /// The bounds of one shard.
  ///
  /// @param dirty the most users whose state is newer than on disk before a checkpoint is begun
  /// @param resident about the most users whose state is kept decoded
  /// @param parked the most records that wait for seeds before the shard waits, too
  /// @param undecided the most qualifications that are not decided before the shard waits
  /// @param checkpoint how long after a checkpoint the next one is begun, at the latest
  /// @param pause how long something is left alone that failed
  public record Bounds(
      int dirty, int resident, int parked, int undecided, Duration checkpoint, Duration pause) {

    /// 10,000 dirty and 30,000 resident users, 20,000 parked records, 10,000 qualifications, a
    /// checkpoint every second, a second's pause.
    public static final Bounds DEFAULT =
        new Bounds(10_000, 30_000, 20_000, 10_000, Duration.ofSeconds(1), Duration.ofSeconds(1));

    public Bounds {
      if (dirty < 1 || resident < 1 || parked < 1 || undecided < 1) {
        throw new IllegalArgumentException("bounds are 1 or more");
      }
    }
  }

  /// Two shards and the default bounds.
  public static HostSettings at(Path folder) {
    return new HostSettings(folder, DEFAULT_SHARDS, Bounds.DEFAULT);
  }
}
