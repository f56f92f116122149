package dev.promontory.server.work;

import dev.promontory.history.History;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds history from the log, from where it stood when it was last durable. The only thread that
/// writes history.
public final class HistoryFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFeed.class);

  /// The most records that are handed over at once.
  private static final int MAX_RECORDS = 50_000;

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(60);
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventLog log;
  private final History history;
  private final Thread thread;
  private volatile boolean open = true;

  /// Starts the thread.
  public HistoryFeed(EventLog log, History history) {
    this.log = log;
    this.history = history;
    this.thread = Thread.ofPlatform().name("history feed").daemon().start(this::work);
  }

  /// Ends after the batch under way.
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (open) {
      try (var cursor = log.openCursor(history.position())) {
        feed(cursor);
      } catch (RuntimeException e) {
        LOG.warn(
            "history stays at position {}; rules see nothing newer; it goes on in a second",
            history.position(),
            e);
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
      }
    }
  }

  private void feed(LogCursor cursor) {
    while (open) {
      var blocks = next(cursor);
      if (!blocks.isEmpty()) {
        history.append(blocks);
      }
    }
  }

  /// What is there, up to a batch; waits a moment for the first block only.
  private static List<LogBlock> next(LogCursor cursor) {
    List<LogBlock> blocks = new ArrayList<>();
    int records = 0;
    var block = cursor.next(WAIT);
    while (block.isPresent()) {
      blocks.add(block.get());
      records += block.get().records().size();
      block = records < MAX_RECORDS ? cursor.next(Duration.ZERO) : Optional.empty();
    }
    return blocks;
  }
}
