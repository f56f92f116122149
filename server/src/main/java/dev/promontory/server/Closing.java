package dev.promontory.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was started and has to be stopped: what came first goes last. Used by one thread at a time.
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /// Remembers a part, and gives it back.
  <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /// Stops everything, whatever goes wrong on the way; a second call does nothing.
  void closeAll() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.error("a part of the server did not stop in order; the rest is stopped", e);
      }
    }
  }
}
