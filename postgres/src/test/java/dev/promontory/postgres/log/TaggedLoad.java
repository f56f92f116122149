package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Overloaded;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.RecordBody;
import dev.promontory.user.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// Appends from several threads until it is stopped, each record with a number of its own, and
/// keeps what each append was answered. In the end, the log must be what the answers say.
final class TaggedLoad {
  private static final int THREADS = 6;
  private static final int PER_APPEND = 5;
  private static final int PER_ROUND = 100;

  private final EventLog log;
  private final int account;
  private final long start;
  private final AtomicLong next = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();
  private final List<LogRecord> followed = new ArrayList<>();

  /// What was answered, by the number of the first record of the append.
  private final Map<Long, AppendResult> answers = new ConcurrentHashMap<>();

  private final Semaphore appended = new Semaphore(0);
  private final Semaphore refused = new Semaphore(0);

  TaggedLoad(EventLog log, int account) {
    this.log = log;
    this.account = account;
    this.start = log.lastPosition();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().start(this::work));
    }
    threads.add(Thread.ofPlatform().start(this::follow));
  }

  private void work() {
    while (!stopped.get()) {
      long first = next.getAndAdd(PER_APPEND);
      var records = LongStream.range(first, first + PER_APPEND).mapToObj(this::record).toList();
      var answer = log.append(AppendBatch.of(records));
      answers.put(first, answer);
      (answer instanceof Appended ? appended : refused).release();
    }
  }

  private NewRecord record(long number) {
    var body = new RecordBody.Event(Name.of("Tagged"), Properties.NONE);
    var identity = Identity.of("user " + number % 37 + (number % 11 == 0 ? " new " + number : ""));
    return new NewRecord(account, identity, number, 1_760_000_000_000L, body, null);
  }

  /// A cursor that follows the log all the time; a failure to read is tried again.
  private void follow() {
    try (var cursor = log.openCursor(start)) {
      boolean more = true;
      while (more) {
        boolean last = stopped.get();
        var block = next(cursor);
        block.forEach(followed::add);
        more = !last || !block.isEmpty();
      }
    }
  }

  private static List<LogRecord> next(LogCursor cursor) {
    try {
      return cursor.next(Duration.ofMillis(50)).map(block -> block.records()).orElse(List.of());
    } catch (IllegalStateException e) {
      return List.of();
    }
  }

  /// Returns when a hundred more appends have succeeded.
  void awaitSuccess() throws InterruptedException {
    appended.drainPermits();
    appended.acquire(PER_ROUND);
  }

  /// Returns when an append has been refused since.
  void awaitRefusal() throws InterruptedException {
    refused.drainPermits();
    refused.acquire();
  }

  /// Stops and compares log and answers.
  void stopAndCheck() throws InterruptedException {
    awaitSuccess();
    stopped.set(true);
    for (var thread : threads) {
      thread.join();
    }
    var records = new ArrayList<LogRecord>();
    try (var cursor = log.openCursor(start)) {
      while (records.size() < log.lastPosition() - start) {
        records.addAll(cursor.next(Duration.ofSeconds(5)).orElseThrow().records());
      }
    }
    assertThat(followed).isEqualTo(records);
    check(records);
  }

  private void check(List<LogRecord> records) {
    Map<Long, Long> positions = new HashMap<>();
    long position = start;
    for (var record : records) {
      assertThat(record.position()).isEqualTo(++position);
      assertThat(positions.put(record.epochSecond(), position))
          .as("record %d appears twice", record.epochSecond())
          .isNull();
    }
    answers.forEach((first, answer) -> check(first, answer, positions));
  }

  private static void check(long first, AppendResult answer, Map<Long, Long> positions) {
    long last = first + PER_APPEND - 1;
    switch (answer) {
      case Appended(long lastPosition, int duplicates) -> {
        assertThat(duplicates).isZero();
        for (int i = 0; i < PER_APPEND; i++) {
          assertThat(positions.get(last - i)).as("record %d", last).isEqualTo(lastPosition - i);
        }
      }
      case Unavailable refusal -> {
        long there = LongStream.rangeClosed(first, last).filter(positions::containsKey).count();
        assertThat(there)
            .as("%s", refusal)
            .isIn(refusal.uncertain() ? List.of(0L, 5L) : List.of(0L));
      }
      case Overloaded _ -> assertThat(positions.containsKey(first)).isFalse();
    }
  }
}
