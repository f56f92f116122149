package dev.promontory.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.Horizon;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// E9: receipts never go back along the log, and nothing is received before a horizon any more.
public abstract class HorizonContract extends LogContract {
  private static final int WRITERS = 6;
  private static final int APPENDS = 60;

  @Test
  void e9_a_receipt_is_the_latest_of_its_own_and_those_before() {
    long start = log().lastPosition();
    long now = now();
    var account = freshAccount();

    append(List.of(record(account, now + 5), record(account, now + 3)));
    append(List.of(record(account, now + 9)));
    append(List.of(record(account, now + 1), record(account, now + 9), record(account, now + 10)));

    assertThat(receipts(start))
        .containsExactly(now + 5, now + 5, now + 9, now + 9, now + 9, now + 10);
  }

  @Test
  void e9_receipts_do_not_go_back_over_a_restart() {
    long now = now();
    var account = freshAccount();
    append(List.of(record(account, now + 500)));
    long start = log().lastPosition();

    restart();

    assertThat(log().horizon(now)).isEqualTo(new Horizon(start, now + 500));
    append(List.of(record(account, now)));
    assertThat(receipts(start)).containsExactly(now + 500);
  }

  @Test
  void e9_what_is_appended_behind_a_horizon_is_not_received_before_it() {
    long now = now();
    var account = freshAccount();
    append(List.of(record(account, now)));
    long start = log().lastPosition();

    assertThat(log().horizon(now + 100)).isEqualTo(new Horizon(start, now + 100));
    append(List.of(record(account, now + 50), record(account, now + 101)));

    assertThat(receipts(start)).containsExactly(now + 100, now + 101);
  }

  @Test
  void e9_a_horizon_never_goes_back() {
    long now = now();
    long end = log().lastPosition();

    assertThat(log().horizon(now + 100)).isEqualTo(new Horizon(end, now + 100));
    assertThat(log().horizon(now)).isEqualTo(new Horizon(end, now + 100));
  }

  /// A repeat leaves no record, so nothing stands where it would have.
  @Test
  void e9_a_horizon_does_not_wait_for_what_was_dropped() {
    long now = now();
    var account = freshAccount();
    var sent = record(account, now);
    var named =
        new NewRecord(
            account, sent.subject(), sent.epochSecond(), now, sent.body(), "an id of its own");
    append(List.of(named));
    long end = log().lastPosition();
    append(List.of(named, named));

    assertThat(log().horizon(now + 1)).isEqualTo(new Horizon(end, now + 1));
  }

  /// Each takes the time, asks for a horizon or not, and appends, while the others do.
  @Test
  void e9_no_record_behind_a_horizon_was_received_before_it_whoever_races() {
    long start = log().lastPosition();
    var clock = new AtomicLong(now());
    var account = freshAccount();
    var tasks = new ArrayList<Callable<List<Horizon>>>();
    for (int i = 0; i < WRITERS; i++) {
      var random = new SplittableRandom(i);
      tasks.add(() -> write(clock, random, account));
    }

    var horizons = together(tasks).stream().flatMap(List::stream).toList();

    var log = read(start);
    assertThat(log).hasSize(WRITERS * APPENDS * 2);
    assertThat(log).extracting(LogRecord::receivedAtMillis).isSorted();
    assertThat(horizons).hasSizeGreaterThan(WRITERS);
    for (var horizon : horizons) {
      assertThat(horizon.position()).isBetween(start, start + log.size());
      var behind = log.subList(Math.toIntExact(horizon.position() - start), log.size());
      assertThat(behind).allMatch(record -> record.receivedAtMillis() >= horizon.millis());
    }
  }

  private List<Horizon> write(AtomicLong clock, SplittableRandom random, int account) {
    var horizons = new ArrayList<Horizon>();
    for (int i = 0; i < APPENDS; i++) {
      long received = clock.incrementAndGet();
      if (random.nextBoolean()) {
        horizons.add(log().horizon(clock.incrementAndGet()));
      }
      append(List.of(record(account, received), record(account, received)));
    }
    return horizons;
  }

  /// A time at which nothing was received yet.
  private long now() {
    return log().horizon(0).millis() + 1_000;
  }

  private List<Long> receipts(long afterPosition) {
    return read(afterPosition).stream().map(LogRecord::receivedAtMillis).toList();
  }

  private static NewRecord record(int account, long receivedAtMillis) {
    var plain = new RandomAppends(receivedAtMillis, account, 3).record();
    return new NewRecord(
        account, plain.subject(), plain.epochSecond(), receivedAtMillis, plain.body(), null);
  }
}
