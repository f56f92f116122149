package dev.promontory.rocksdb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that fails and is tried again: says so in the log when it is the first, second,
/// fourth, eighth ... time in a row. Safe for use by many threads.
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(RocksDbHost.class);

  /// How often in a row it fails before the operator is told that something is in the way.
  static final int MAX_UNSAID = 2;

  private final String what;
  private int times;
  private @Nullable Throwable last;

  /// @param what fails, and what follows from it, as a sentence
  Trouble(String what) {
    this.what = what;
  }

  synchronized void note(Throwable failure) {
    times++;
    last = failure;
    if (Integer.bitCount(times) == 1) {
      LOG.warn("{}; failure {} in a row", what, times, failure);
    }
  }

  /// It has gone well.
  synchronized void isOver() {
    times = 0;
    last = null;
  }

  synchronized Optional<String> sentence() {
    return times <= MAX_UNSAID || last == null
        ? Optional.empty()
        : Optional.of("%s; failure %d in a row: %s".formatted(what, times, last.getMessage()));
  }
}
