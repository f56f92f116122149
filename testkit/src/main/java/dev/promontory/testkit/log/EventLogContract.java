package dev.promontory.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// E1 to E4 and E8: what is appended stays, in order, every cursor sees it once, and the log keeps
/// its id.
public abstract class EventLogContract extends LogContract {
  private static final int WRITERS = 8;
  private static final int APPENDS = 40;
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration A_MOMENT = Duration.ofMillis(30);

  @Test
  void e1_what_was_appended_is_there_after_a_restart() {
    long start = log().lastPosition();
    var appends = new RandomAppends(1, freshAccount(), 30);
    var sent = new ArrayList<NewRecord>();
    for (int i = 0; i < 20; i++) {
      var batch = appends.records(i * 3);
      sent.addAll(batch);
      var expected = new Appended(start + sent.size(), 0);
      assertThat(append(batch)).isEqualTo(expected);
    }
    var before = read(start);

    restart();

    assertThat(log().lastPosition()).isEqualTo(start + sent.size());
    assertThat(read(start)).isEqualTo(before);
    assertSame(before, sent);
  }

  @Test
  void e2_positions_go_on_by_one_after_a_restart() {
    var appends = new RandomAppends(2, freshAccount(), 3);
    long start = log().lastPosition();
    append(appends.records(5));
    restart();

    assertThat(append(appends.records(5)).lastPosition()).isEqualTo(start + 10);

    assertThat(read(start))
        .extracting(LogRecord::position)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(i -> start + i).toList());
  }

  @Test
  void e3_the_records_of_one_append_follow_one_another_whoever_else_appends() {
    long start = log().lastPosition();
    int account = freshAccount();

    var appended = appendFromManyThreads(account);

    var log = read(start);
    int records = appended.values().stream().mapToInt(List::size).sum();
    assertThat(log).hasSize(records);
    appended.forEach(
        (lastPosition, sent) -> {
          int end = Math.toIntExact(lastPosition - start);
          assertSame(log.subList(end - sent.size(), end), sent);
        });
  }

  /// Readers begin anywhere at any time, some of them slowly, while many write.
  @Test
  void e4_every_cursor_sees_every_record_once_and_in_order() {
    long start = log().lastPosition();
    int account = freshAccount();
    append(new RandomAppends(4, account, 9).records(500));
    var tasks = new ArrayList<Callable<Map<Long, List<NewRecord>>>>();
    tasks.add(() -> appendFromManyThreads(account));
    var seen = new ArrayList<List<LogRecord>>();
    for (int reader = 0; reader < 6; reader++) {
      var random = new SplittableRandom(reader);
      var mine = new ArrayList<LogRecord>();
      seen.add(mine);
      tasks.add(
          () -> {
            follow(random, start + random.nextInt(500), mine);
            return Map.of();
          });
    }

    together(tasks);

    var all = read(start);
    for (var mine : seen) {
      int from = Math.toIntExact(mine.getFirst().position() - start - 1);
      assertThat(mine).isEqualTo(all.subList(from, from + mine.size()));
    }
  }

  private void follow(SplittableRandom random, long from, List<LogRecord> into) {
    try (var cursor = log().openCursor(from)) {
      while (into.size() < 4_000) {
        into.addAll(read(cursor, random.nextInt(1, 400)));
      }
    }
    assertThat(into.getFirst().position()).isEqualTo(from + 1);
  }

  @Test
  void e4_a_cursor_that_nobody_reads_holds_up_nobody() {
    long start = log().lastPosition();
    var appends = new RandomAppends(5, freshAccount(), 100);
    try (var idle = log().openCursor(start);
        var busy = log().openCursor(start)) {
      for (int i = 0; i < 100; i++) {
        append(appends.records(100));
        assertThat(read(busy, 100)).hasSize(100);
      }

      assertThat(read(idle, 10_000)).isEqualTo(read(start));
    }
  }

  @Test
  void e8_a_log_keeps_its_id() {
    var id = log().id();
    append(new RandomAppends(11, freshAccount(), 1).records(1));

    restart();

    assertThat(log().id()).isEqualTo(id);
  }

  @Test
  void a_cursor_at_the_end_waits_for_what_comes() {
    var appends = new RandomAppends(6, freshAccount(), 3);
    append(appends.records(2));
    long end = log().lastPosition();
    try (var cursor = log().openCursor(end);
        var ahead = log().openCursor(end + 2)) {
      assertThat(cursor.next(AT_ONCE)).isEmpty();
      assertThat(cursor.next(A_MOMENT)).isEmpty();

      append(appends.records(2));
      assertThat(read(cursor, 2)).hasSize(2);
      assertThat(ahead.next(A_MOMENT)).isEmpty();

      append(appends.records(1));
      assertThat(read(ahead, 1)).extracting(LogRecord::position).containsExactly(end + 3);
    }
  }

  @Test
  void the_largest_append_is_taken_and_a_larger_one_is_a_mistake() {
    long start = log().lastPosition();
    var appends = new RandomAppends(7, freshAccount(), 1_000);
    var largest = appends.records(EventLog.MAX_APPEND);

    append(largest);

    assertSame(read(start), largest);
    var tooLarge = AppendBatch.of(appends.records(EventLog.MAX_APPEND + 1));
    assertThatThrownBy(() -> log().append(tooLarge)).isInstanceOf(IllegalArgumentException.class);
    assertThat(log().lastPosition()).isEqualTo(start + EventLog.MAX_APPEND);
  }

  @Test
  void an_append_of_nothing_changes_nothing() {
    long end = append(new RandomAppends(8, freshAccount(), 1).records(3)).lastPosition();

    assertThat(append(List.of())).isEqualTo(new Appended(end, 0));
    assertThat(log().lastPosition()).isEqualTo(end);
  }

  @Test
  void a_closed_log_takes_nothing_and_says_so() {
    var batch = AppendBatch.of(new RandomAppends(9, freshAccount(), 1).records(1));
    var closed = log();
    long end = closed.lastPosition();
    restart();

    assertThat(closed.append(batch))
        .isInstanceOfSatisfying(
            Unavailable.class, answer -> assertThat(answer.uncertain()).isFalse());
    assertThat(log().lastPosition()).isEqualTo(end);
  }

  /// The batches that were appended, by the positions of their last records.
  private Map<Long, List<NewRecord>> appendFromManyThreads(int account) {
    var writers = new ArrayList<Callable<Map<Long, List<NewRecord>>>>();
    for (int writer = 0; writer < WRITERS; writer++) {
      var random = new SplittableRandom(writer);
      var appends = new RandomAppends(random.nextLong(), account, 50);
      writers.add(
          () -> {
            var appended = new HashMap<Long, List<NewRecord>>();
            for (int i = 0; i < APPENDS; i++) {
              var batch = appends.records(random.nextInt(1, 40));
              appended.put(append(batch).lastPosition(), batch);
            }
            return appended;
          });
    }
    var all = new HashMap<Long, List<NewRecord>>();
    together(writers).forEach(all::putAll);
    return all;
  }

  /// Names are equal by their keys; as text, they are also compared as they were written. Receipts
  /// may be raised, by those who appended before (E9).
  private static void assertSame(List<LogRecord> log, List<NewRecord> sent) {
    assertThat(log.stream().map(LogRecord::body).toList().toString())
        .isEqualTo(sent.stream().map(NewRecord::body).toList().toString());
    assertThat(log)
        .extracting(LogRecord::account, LogRecord::epochSecond)
        .containsExactlyElementsOf(
            sent.stream().map(r -> tuple(r.account(), r.epochSecond())).toList());
    assertThat(log).extracting(LogRecord::receivedAtMillis).isSorted();
    for (int i = 0; i < sent.size(); i++) {
      assertThat(log.get(i).receivedAtMillis())
          .isGreaterThanOrEqualTo(sent.get(i).receivedAtMillis());
    }
  }
}
