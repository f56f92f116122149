package dev.promontory.testkit;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.user.Identity;
import dev.promontory.user.KnownUser;
import dev.promontory.user.Users;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A log and its users in memory, for tests of what stands on them. Can be told to refuse.
public final class MemoryEventLog implements EventLog {
  private static final int MAX_BLOCK = 1_000;
  private static final long REPEAT_MILLIS = Duration.ofDays(7).toMillis();

  private static final UUID ID = new UUID(0, 1);

  private final UUID id;
  private final List<LogRecord> records = new ArrayList<>();
  private final Map<SentId, Long> eventIds = new HashMap<>();
  private final Map<String, Long> producers = new HashMap<>();
  private final MemoryUsers users = new MemoryUsers();
  private @Nullable AppendResult refusal;
  private long refusals;
  private long floorMillis = Long.MIN_VALUE;

  private record SentId(long user, String eventId) {}

  /// A log with an id that all such logs share.
  public MemoryEventLog() {
    this(ID);
  }

  /// A log with an id of its own.
  public MemoryEventLog(UUID id) {
    this.id = id;
  }

  @Override
  public UUID id() {
    return id;
  }

  /// Answers every append with this from now on and stores nothing; null ends it.
  public synchronized void refuseWith(@Nullable AppendResult result) {
    refusal = result;
  }

  /// Waits until so many appends were refused.
  public synchronized void awaitRefusals(long count) throws InterruptedException {
    while (refusals < count) {
      wait();
    }
  }

  /// Who was named by a record so far.
  public Users users() {
    return users;
  }

  /// All records so far.
  public synchronized List<LogRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public synchronized AppendResult append(AppendBatch batch) {
    if (batch.records().size() > MAX_APPEND) {
      throw new IllegalArgumentException("too many records: " + batch.records().size());
    }
    if (refusal != null) {
      refusals++;
      notifyAll();
      return refusal;
    }
    var producer = batch.producer();
    if (producer != null && isRepeat(producer)) {
      return new AppendResult.Appended(lastPosition(), batch.records().size());
    }
    int duplicates = 0;
    for (var record : batch.records()) {
      long user = number(record);
      if (isRepeat(record, user)) {
        duplicates++;
      } else {
        records.add(logged(record, user));
      }
    }
    notifyAll();
    return new AppendResult.Appended(lastPosition(), duplicates);
  }

  private boolean isRepeat(AppendBatch.Producer producer) {
    long seen = producers.getOrDefault(producer.name(), Long.MIN_VALUE);
    producers.put(producer.name(), Math.max(seen, producer.sequence()));
    return producer.sequence() <= seen;
  }

  private long number(NewRecord record) {
    return switch (record.subject()) {
      case Identity identity -> users.number(record.account(), identity);
      case KnownUser known -> known.number();
    };
  }

  private boolean isRepeat(NewRecord record, long user) {
    if (record.eventId() == null) {
      return false;
    }
    var id = new SentId(user, record.eventId());
    var before = eventIds.get(id);
    if (before != null && record.receivedAtMillis() - before < REPEAT_MILLIS) {
      return true;
    }
    eventIds.put(id, record.receivedAtMillis());
    return false;
  }

  private LogRecord logged(NewRecord record, long user) {
    floorMillis = Math.max(floorMillis, record.receivedAtMillis());
    return new LogRecord(
        lastPosition() + 1,
        record.account(),
        user,
        record.epochSecond(),
        floorMillis,
        record.body());
  }

  @Override
  public synchronized long lastPosition() {
    return records.size();
  }

  @Override
  public synchronized Horizon horizon(long nowMillis) {
    floorMillis = Math.max(floorMillis, nowMillis);
    return new Horizon(lastPosition(), floorMillis);
  }

  @Override
  public LogCursor openCursor(long afterPosition) {
    return new Cursor(afterPosition);
  }

  @Override
  public void close() {}

  private synchronized Optional<LogBlock> after(long position, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (lastPosition() <= position) {
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
    int from = Math.toIntExact(position);
    var block = records.subList(from, Math.min(from + MAX_BLOCK, records.size()));
    return Optional.of(new LogBlock(block));
  }

  private final class Cursor implements LogCursor {
    private long position;

    Cursor(long position) {
      this.position = position;
    }

    @Override
    public Optional<LogBlock> next(Duration timeout) {
      var block = after(position, timeout);
      block.ifPresent(some -> position = some.lastPosition());
      return block;
    }

    @Override
    public void close() {}
  }
}
