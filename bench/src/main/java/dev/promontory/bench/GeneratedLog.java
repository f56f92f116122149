package dev.promontory.bench;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/// A log that keeps no records: they are made when they are read, always the same ones. For what
/// reads a log and is to be measured without one.
final class GeneratedLog implements EventLog {
  static final int ACCOUNT = 1;

  private static final int MAX_BLOCK = 1_000;

  private final InstantSource clock;
  private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();
  private long last;
  private long floorMillis;

  GeneratedLog(InstantSource clock) {
    this.clock = clock;
  }

  /// What a record says.
  record Said(long user, long epochSecond, RecordBody body) {}

  private record Stretch(long first, long last, long receivedAtMillis, LongFunction<Said> said) {
    LogRecord at(long position) {
      var what = said.apply(position - first);
      return new LogRecord(
          position, ACCOUNT, what.user(), what.epochSecond(), receivedAtMillis, what.body());
    }
  }

  /// Appends records that are received now.
  ///
  /// @param said by the number of the record among these, 0 and up; always the same
  synchronized void extend(int count, LongFunction<Said> said) {
    floorMillis = Math.max(floorMillis, clock.millis());
    stretches.put(last + 1, new Stretch(last + 1, last + count, floorMillis, said));
    last += count;
    notifyAll();
  }

  @Override
  public UUID id() {
    return new UUID(0, 1);
  }

  @Override
  public AppendResult append(AppendBatch batch) {
    throw new UnsupportedOperationException("only stretches are appended");
  }

  @Override
  public synchronized long lastPosition() {
    return last;
  }

  @Override
  public synchronized Horizon horizon(long nowMillis) {
    floorMillis = Math.max(floorMillis, nowMillis);
    return new Horizon(last, floorMillis);
  }

  @Override
  public LogCursor openCursor(long afterPosition) {
    return new Cursor(afterPosition);
  }

  @Override
  public void close() {}

  /// The stretch behind a position, when there is one.
  private synchronized Optional<Stretch> behind(long position, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (last <= position) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.of(stretches.floorEntry(position + 1).getValue());
  }

  private final class Cursor implements LogCursor {
    private long position;

    Cursor(long position) {
      this.position = position;
    }

    @Override
    public Optional<LogBlock> next(Duration timeout) {
      return behind(position, timeout).map(this::block);
    }

    private LogBlock block(Stretch stretch) {
      long end = Math.min(stretch.last(), position + MAX_BLOCK);
      var records = new ArrayList<LogRecord>((int) (end - position));
      while (position < end) {
        position++;
        records.add(stretch.at(position));
      }
      return new LogBlock(records);
    }

    @Override
    public void close() {}
  }
}
