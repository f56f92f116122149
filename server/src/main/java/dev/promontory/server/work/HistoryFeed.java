package dev.promontory.server.work;

import dev.promontory.history.History;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.log.RecordWeight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds history from the log, from where it stood when it was last durable. The only thread that
/// writes history.
public final class HistoryFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFeed.class);

  /// The most records that are handed over at once, but for the last block, and about the most heap
  /// that they take.
  static final int MAX_RECORDS = 50_000;

  static final long MAX_BYTES = 32L << 20;

  /// How often in a row history fails before the server says that it is not ready.
  static final int MAX_FAILURES_UNSAID = 2;

  private static final Duration WAIT = Duration.ofMillis(200);

  /// How long it rests after fewer records than [#MANY_RECORDS], in times of what they took: a
  /// batch costs the more the fewer records share it, and nobody's reward waits for history.
  private static final int REST_TIMES = 4;

  private static final long MAX_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MANY_RECORDS = 10_000;
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(60);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final EventLog log;
  private final History history;
  private final Duration pause;
  private final Thread thread;
  private volatile boolean open = true;
  private volatile @Nullable Failure failure;

  /// Whether the log was once seen to end before history: it does not become right by growing.
  private volatile boolean ahead;

  /// @param position at which history stood all the while
  /// @param times how often in a row it failed there
  private record Failure(long position, int times, Throwable last) {}

  /// Starts the thread.
  public HistoryFeed(EventLog log, History history) {
    this(log, history, PAUSE_AFTER_FAILURE);
  }

  /// @param pause how long it rests after a failure
  HistoryFeed(EventLog log, History history, Duration pause) {
    this.log = log;
    this.history = history;
    this.pause = pause;
    this.thread = Thread.ofPlatform().name("history feed").daemon().start(this::work);
  }

  /// Why history does not follow the log, or empty if it does, however far it is behind.
  public Optional<String> obstacle() {
    if (history.isBroken()) {
      return Optional.of("history has failed for good; a restart of the server opens it anew");
    }
    if (isAhead()) {
      return Optional.of(
          "history is ahead of the log, which has gone back; a restart of the server rebuilds"
              + " history");
    }
    var current = failure;
    if (current == null
        || current.times() <= MAX_FAILURES_UNSAID
        || current.position() < history.position()) {
      return Optional.empty();
    }
    return Optional.of(
        "history has failed %d times in a row behind position %d: %s"
            .formatted(current.times(), current.position(), current.last().getMessage()));
  }

  private boolean isAhead() {
    long position = history.position();
    if (log.lastPosition() < position) {
      ahead = true;
    }
    return ahead;
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
      } catch (RuntimeException | Error e) {
        note(e);
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  /// Says so when a failure is the first, second, fourth, eighth ... in a row.
  private void note(Throwable e) {
    var before = failure;
    long position = history.position();
    int times = before != null && before.position() == position ? before.times() + 1 : 1;
    failure = new Failure(position, times, e);
    if (Integer.bitCount(times) == 1) {
      LOG.warn(
          "history stays at position {}; rules see nothing newer; it is tried again; failure {} in"
              + " a row",
          position,
          times,
          e);
    }
  }

  private void feed(LogCursor cursor) {
    while (open) {
      var blocks = next(cursor);
      if (isAhead()) {
        throw new IllegalStateException("the log has gone back behind what history has taken in");
      }
      long began = System.nanoTime();
      if (!blocks.isEmpty()) {
        history.append(blocks);
      }
      failure = null;
      if (!blocks.isEmpty() && isSmall(blocks)) {
        long took = System.nanoTime() - began;
        LockSupport.parkNanos(Math.min(REST_TIMES * took, MAX_REST_NANOS));
      }
    }
  }

  /// What is there, up to a batch; waits a moment for the first block only.
  private static List<LogBlock> next(LogCursor cursor) {
    List<LogBlock> blocks = new ArrayList<>();
    int records = 0;
    long bytes = 0;
    var block = cursor.next(WAIT);
    while (block.isPresent()) {
      blocks.add(block.get());
      records += block.get().records().size();
      bytes += bytes(block.get());
      boolean hasRoom = records < MAX_RECORDS && bytes < MAX_BYTES;
      block = hasRoom ? cursor.next(Duration.ZERO) : Optional.empty();
    }
    return blocks;
  }

  private static boolean isSmall(List<LogBlock> blocks) {
    return blocks.stream().mapToInt(block -> block.records().size()).sum() < MANY_RECORDS;
  }

  private static long bytes(LogBlock block) {
    long sum = 0;
    for (var record : block.records()) {
      sum += RecordWeight.of(record.body());
    }
    return sum;
  }
}
