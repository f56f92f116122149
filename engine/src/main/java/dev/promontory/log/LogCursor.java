package dev.promontory.log;

import java.time.Duration;
import java.util.Optional;

/// A reader's place in the log. To be used by one thread at a time.
public interface LogCursor extends AutoCloseable {

  /// The next records, or empty if none came within the timeout. Never an empty block.
  Optional<LogBlock> next(Duration timeout);

  @Override
  void close();
}
