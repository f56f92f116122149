package dev.promontory.log;

import java.time.Duration;
import java.util.Optional;

/// A reader's place in the log. To be used by one thread at a time.
public interface LogCursor extends AutoCloseable {

  /// The next records, or empty if none came within the timeout or the thread is interrupted, which
  /// it then still is. Never an empty block.
  ///
  /// @throws IllegalStateException if the log cannot be read just now, or is closed, or damaged.
  ///   The cursor stays where it is: the call may be repeated
  Optional<LogBlock> next(Duration timeout);

  @Override
  void close();
}
