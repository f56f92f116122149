package dev.promontory.duckdb;

import java.nio.file.Path;

/// Where history is kept and what it may use.
///
/// @param file the database file; created with its folder if absent
/// @param memoryMegabytes the most memory the database takes before it moves data to disk, 64 or
///   more
/// @param threads the most threads that work on queries together, 1 or more
public record HistorySettings(Path file, int memoryMegabytes, int threads) {
  private static final int DEFAULT_MEMORY_MEGABYTES = 512;
  private static final int DEFAULT_THREADS = 2;
  private static final int MIN_MEMORY_MEGABYTES = 64;

  public HistorySettings {
    if (memoryMegabytes < MIN_MEMORY_MEGABYTES) {
      throw new IllegalArgumentException(
          "history needs " + MIN_MEMORY_MEGABYTES + " MB or more: " + memoryMegabytes);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("history needs a thread: " + threads);
    }
  }

  /// A file with the default limits, 512 MB and 2 threads.
  public static HistorySettings at(Path file) {
    return new HistorySettings(file, DEFAULT_MEMORY_MEGABYTES, DEFAULT_THREADS);
  }
}
