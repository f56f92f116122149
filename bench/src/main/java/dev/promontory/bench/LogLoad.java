package dev.promontory.bench;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Overloaded;
import dev.promontory.log.EventLog;
import dev.promontory.log.NewRecord;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Threads that append to a log in this process, each its next batch when the one before is on
/// disk, while one cursor follows.
///
/// @param perAppend records of one append
/// @param threads virtual threads that append at once
record LogLoad(int perAppend, int threads) {
  private static final String APPENDER = "log-appender";
  private static final int PAUSE_MILLIS = 5;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  /// What is appended.
  interface Batches {
    List<NewRecord> batch(long first, int size);
  }

  /// What appending some events came to.
  ///
  /// @param nanos until the cursor had seen the last one
  /// @param appender processor time of the appender's thread
  /// @param database processor time of PostgreSQL
  record Outcome(
      long events, long nanos, Latencies latencies, Duration appender, Duration database) {
    double perSecond() {
      return events * NANOS / nanos;
    }

    /// Processor time of both.
    double microsPerEvent() {
      return micros(appender.plus(database));
    }

    /// Adds figures to a result.
    Result addTo(Result result, String what) {
      return result
          .with(Measure.of(what, perSecond(), "events/s"))
          .with(Measure.of(what + ", p50", latencies.millisAt(0.5), "ms"))
          .with(Measure.of(what + ", p99", latencies.millisAt(0.99), "ms"))
          .with(Measure.of(what + ", appender CPU", micros(appender), "µs/event"))
          .with(Measure.of(what + ", PostgreSQL CPU", micros(database), "µs/event"));
    }

    private double micros(Duration time) {
      return time.toNanos() / NANOS_PER_MICRO / events;
    }
  }

  /// Appends events `first` to `first + count`, whole batches only.
  ///
  /// @throws IllegalStateException if an append failed or the cursor saw too little
  Outcome run(EventLog log, Batches batches, long first, long count) throws Exception {
    var meter = new ProcessMeter(ProcessHandle.current().pid());
    var databaseBefore = meter.processorTimeBelow();
    var appenderBefore = appenderTime();
    long start = log.lastPosition();
    long began = System.nanoTime();
    var next = new AtomicLong(first);
    Callable<Latencies> worker = () -> append(log, batches, next, first + count);
    var parts = new ArrayList<Latencies>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var follower = executor.submit(() -> follow(log, start, count));
      for (var part : executor.invokeAll(Collections.nCopies(threads, worker))) {
        parts.add(part.get());
      }
      follower.get();
    }
    long nanos = System.nanoTime() - began;
    return new Outcome(
        count,
        nanos,
        Latencies.merged(parts),
        appenderTime().minus(appenderBefore),
        meter.processorTimeBelow().minus(databaseBefore));
  }

  private Latencies append(EventLog log, Batches batches, AtomicLong next, long end)
      throws InterruptedException {
    var latencies = new Latencies();
    for (long from = next.getAndAdd(perAppend); from < end; from = next.getAndAdd(perAppend)) {
      var batch = AppendBatch.of(batches.batch(from, perAppend));
      long began = System.nanoTime();
      while (!isAppended(log.append(batch))) {
        Thread.sleep(PAUSE_MILLIS);
      }
      latencies.add(System.nanoTime() - began);
    }
    return latencies;
  }

  private static boolean isAppended(AppendResult result) {
    return switch (result) {
      case Appended(_, int duplicates) when duplicates == 0 -> true;
      case Overloaded _ -> false;
      default -> throw new IllegalStateException("an append was answered " + result);
    };
  }

  private static long follow(EventLog log, long start, long count) {
    long seen = 0;
    try (var cursor = log.openCursor(start)) {
      while (seen < count) {
        seen += cursor.next(Duration.ofSeconds(1)).map(block -> block.records().size()).orElse(0);
      }
    }
    return seen;
  }

  private static Duration appenderTime() {
    var threads = ManagementFactory.getThreadMXBean();
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      if (thread != null && thread.getThreadName().equals(APPENDER)) {
        return Duration.ofNanos(threads.getThreadCpuTime(id));
      }
    }
    throw new IllegalStateException("no thread is named " + APPENDER);
  }
}
