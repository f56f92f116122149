package dev.promontory.server.feed;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.testkit.MemoryEventLog;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A log in memory that counts its cursors and can keep them from reading, or let them fail.
final class HeldLog implements EventLog {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicBoolean held = new AtomicBoolean();
  final AtomicBoolean failing = new AtomicBoolean();
  private final MemoryEventLog log = new MemoryEventLog();

  @Override
  public UUID id() {
    return log.id();
  }

  @Override
  public AppendResult append(AppendBatch batch) {
    return log.append(batch);
  }

  @Override
  public long lastPosition() {
    return log.lastPosition();
  }

  @Override
  public Horizon horizon(long nowMillis) {
    return log.horizon(nowMillis);
  }

  @Override
  public LogCursor openCursor(long afterPosition) {
    opened.incrementAndGet();
    var cursor = log.openCursor(afterPosition);
    return new LogCursor() {
      @Override
      public Optional<LogBlock> next(Duration timeout) {
        if (failing.getAndSet(false)) {
          throw new IllegalStateException("cannot be read just now");
        }
        while (held.get()) {
          LockSupport.parkNanos(100_000);
        }
        return cursor.next(timeout);
      }

      @Override
      public void close() {
        closed.incrementAndGet();
        cursor.close();
      }
    };
  }

  @Override
  public void close() {}
}
