package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Overloaded;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// What the log does when PostgreSQL refuses, is slow, or has been tampered with.
class PostgresLogFaultsIT {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration NO_WAIT = Duration.ZERO;
  private static final String CHANGED =
      """
      SELECT count(*)
        FROM pg_settings
       WHERE source = 'session'
         AND name IN ('jit', 'enable_seqscan', 'synchronous_commit')
      """;
  private static final int NO_ACCOUNT = 12_345;

  @Test
  void a_second_appender_is_refused_until_the_first_is_closed() {
    var store = new TestLogStore("second", limits(100, LONG));
    var first = store.open();

    assertThatThrownBy(store::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another process appends to the log");

    first.close();
    store.open().close();
  }

  @Test
  void a_closed_log_leaves_no_trace_on_the_connections_of_the_pool() throws SQLException {
    var store = new TestLogStore("pooled", limits(100, LONG));
    for (int i = 0; i < 3; i++) {
      store.open().close();
    }

    assertThat(Sabotage.count(store.source(), Sabotage.APPENDERS)).isZero();
    assertThat(Sabotage.count(store.source(), CHANGED)).isZero();
  }

  @Test
  void an_append_that_the_store_refuses_harms_no_neighbour() throws Exception {
    var store = new TestLogStore("poison", limits(1_000, LONG));
    int account = store.freshAccount();
    try (var log = store.open()) {
      var appends = new ArrayList<FutureTask<AppendResult>>();
      try (var _ = Sabotage.blockWriting(store.source())) {
        appends.add(start(log, Records.event(account, "first", 0)));
        Sabotage.awaitAppenderBlocked(store.source());
        for (int i = 1; i < 40; i++) {
          appends.add(
              start(log, Records.event(i % 13 == 0 ? NO_ACCOUNT : account, "user " + i, i)));
        }
      }

      var kept = new ArrayList<Long>();
      for (int i = 0; i < appends.size(); i++) {
        var append = appends.get(i);
        if (i > 0 && i % 13 == 0) {
          assertThatThrownBy(append::get).rootCause().hasMessageContaining("accounts");
        } else {
          assertThat(append.get()).isInstanceOf(Appended.class);
          kept.add((long) i);
        }
      }
      assertThat(read(log))
          .extracting(LogRecord::epochSecond)
          .containsExactlyInAnyOrderElementsOf(kept);
      assertThat(read(log)).extracting(LogRecord::user).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_full_disk_is_reported_as_such_and_forgotten_when_there_is_room() throws Exception {
    var store = new TestLogStore("full", limits(100, LONG));
    int account = store.freshAccount();
    try (var log = store.open()) {
      Sabotage.failWriting(store.source(), "53100");

      assertThat(log.append(one(account, 1)))
          .isInstanceOfSatisfying(
              Unavailable.class,
              refusal -> {
                assertThat(refusal.diskFull()).isTrue();
                assertThat(refusal.uncertain()).isFalse();
                assertThat(refusal.reason()).contains("no room");
              });

      Sabotage.letWritingSucceed(store.source());
      assertThat(log.append(one(account, 2))).isEqualTo(new Appended(1, 0));
      assertThat(read(log)).extracting(LogRecord::user).containsExactly(1L);
    }
  }

  @Test
  void a_full_queue_takes_nothing_and_what_it_holds_gets_to_disk() throws Exception {
    var store = new TestLogStore("crowd", limits(10, LONG));
    int account = store.freshAccount();
    try (var log = store.open()) {
      var waiting = new ArrayList<FutureTask<AppendResult>>();
      try (var _ = Sabotage.blockWriting(store.source())) {
        waiting.add(start(log, Records.event(account, "first", 0)));
        Sabotage.awaitAppenderBlocked(store.source());
        for (int i = 1; i <= 10; i++) {
          waiting.add(start(log, Records.event(account, "user " + i, i)));
        }

        assertThat(log.append(one(account, 99))).isEqualTo(new Overloaded(1));
      }
      for (var append : waiting) {
        assertThat(append.get()).isInstanceOf(Appended.class);
      }
      assertThat(log.lastPosition()).isEqualTo(11);
      assertThat(log.append(one(account, 12))).isEqualTo(new Appended(12, 0));
    }
  }

  /// The appender has one append in hand, whose fate is open; another waits, which it must not
  /// touch any more.
  @Test
  void callers_whose_patience_ends_are_told_what_may_have_happened() throws Exception {
    var store = new TestLogStore("patience", limits(100, SHORT));
    int account = store.freshAccount();
    try (var log = store.open()) {
      try (var _ = Sabotage.blockWriting(store.source())) {
        var taken = start(log, Records.event(account, "taken", 1));
        Sabotage.awaitAppenderBlocked(store.source());
        var queued = start(log, Records.event(account, "queued", 2));

        assertThat(uncertain(taken.get())).isTrue();
        assertThat(uncertain(queued.get())).isFalse();
      }
      log.append(one(account, 3));

      assertThat(read(log)).extracting(LogRecord::epochSecond).containsExactly(1L, 3L);
    }
  }

  @Test
  void closing_finishes_what_is_queued() throws Exception {
    var store = new TestLogStore("closing", limits(100, LONG));
    int account = store.freshAccount();
    var log = store.open();
    var waiting = new ArrayList<FutureTask<AppendResult>>();
    var closing = new FutureTask<>(log::close, "closed");
    try (var _ = Sabotage.blockWriting(store.source())) {
      waiting.add(start(log, Records.event(account, "first", 0)));
      Sabotage.awaitAppenderBlocked(store.source());
      for (int i = 1; i <= 5; i++) {
        waiting.add(start(log, Records.event(account, "user " + i, i)));
      }
      awaitParked(Thread.ofPlatform().start(closing));
      assertThat(log.append(one(account, 99))).isInstanceOf(Unavailable.class);
    }
    closing.get();
    for (var append : waiting) {
      assertThat(append.get()).isInstanceOf(Appended.class);
    }
    try (var reopened = store.open()) {
      assertThat(reopened.lastPosition()).isEqualTo(6);
    }
  }

  @Test
  void damaged_and_missing_blocks_are_never_passed_over() throws SQLException {
    var store = new TestLogStore("damage", new LogLimits(100, 1 << 20, 0, 0, 10, LONG, NO_WAIT));
    int account = store.freshAccount();
    try (var log = store.open()) {
      for (int i = 0; i < 3; i++) {
        log.append(one(account, i));
      }
      Sabotage.execute(
          store.source(),
          """
          UPDATE log_block
             SET payload = set_byte(payload, length(payload) - 1, get_byte(payload, length(payload) - 1) # 1)
           WHERE last_position = 2
          """);
      try (var cursor = log.openCursor(0)) {
        assertThat(cursor.next(NO_WAIT)).isPresent();
        assertThatThrownBy(() -> cursor.next(NO_WAIT))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("the block at 2 is damaged");
      }

      Sabotage.execute(store.source(), "DELETE FROM log_block WHERE last_position = 2");
      try (var cursor = log.openCursor(1)) {
        assertThatThrownBy(() -> cursor.next(NO_WAIT))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("no records from 2 to 2");
      }
    }
  }

  private static LogLimits limits(int queueRecords, Duration patience) {
    return new LogLimits(
        queueRecords, 64L << 20, 1_000, 1 << 20, 1_000, patience, Duration.ofMillis(200));
  }

  /// Starts an append and returns when its thread waits for the answer.
  private static FutureTask<AppendResult> start(EventLog log, NewRecord record) {
    var task = new FutureTask<>(() -> log.append(AppendBatch.of(List.of(record))));
    awaitParked(Thread.ofPlatform().start(task));
    return task;
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private static boolean uncertain(AppendResult answer) {
    assertThat(answer).isInstanceOf(Unavailable.class);
    return ((Unavailable) answer).uncertain();
  }

  private static AppendBatch one(int account, long epochSecond) {
    return AppendBatch.of(List.of(Records.event(account, "ann", epochSecond)));
  }

  private static List<LogRecord> read(EventLog log) {
    var records = new ArrayList<LogRecord>();
    try (var cursor = log.openCursor(0)) {
      while (records.size() < log.lastPosition()) {
        records.addAll(cursor.next(LONG).orElseThrow().records());
      }
    }
    return records;
  }
}
