package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.NewRecord;
import dev.promontory.record.Name;
import dev.promontory.record.Properties;
import dev.promontory.record.Property;
import dev.promontory.record.RecordBody;
import dev.promontory.record.Value;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.user.KnownUser;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryFeedTest {
  private static final Duration SHORT_PAUSE = Duration.ofMillis(1);

  private final MemoryEventLog log = new MemoryEventLog();
  private final FedHistory history = new FedHistory();
  private @Nullable HistoryFeed feed;

  @AfterEach
  void close() {
    if (feed != null) {
      feed.close();
    }
  }

  private HistoryFeed start() {
    var started = new HistoryFeed(log, history, SHORT_PAUSE);
    feed = started;
    return started;
  }

  private void append(int records, Property... properties) {
    var body = new RecordBody.Event(Name.of("Charged"), new Properties(List.of(properties)));
    var record = new NewRecord(1, new KnownUser(1), 0, 0, body, null);
    log.append(AppendBatch.of(Collections.nCopies(records, record)));
  }

  @Test
  void history_gets_every_record_once_and_in_order() {
    append(10);
    start();
    history.awaitRecords(10);
    append(2_500);
    history.awaitRecords(2_510);

    assertThat(history.positions())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_510).boxed().toList());
  }

  @Test
  void it_goes_on_where_history_stands() {
    append(100);
    history.standsAt(40);
    start();
    history.awaitRecords(60);

    assertThat(history.positions().getFirst()).isEqualTo(41);
  }

  @Test
  void what_is_there_is_handed_over_at_once_up_to_the_most_records() {
    for (int i = 0; i < 6; i++) {
      append(10_000);
    }
    start();
    history.awaitRecords(60_000);

    assertThat(history.batches()).containsExactly(HistoryFeed.MAX_RECORDS, 10_000);
  }

  @Test
  void heavy_records_are_handed_over_by_their_weight() {
    var large = new Property(Name.of("p"), new Value.Text("x".repeat(8_000)));
    append(4_000, Collections.nCopies(256, large).toArray(Property[]::new));
    start();
    history.awaitRecords(4_000);

    assertThat(history.batches()).containsExactly(1_000, 1_000, 1_000, 1_000);
  }

  @Test
  void a_failure_is_tried_again_and_loses_nothing() {
    history.failsFor(2, new IllegalStateException("for a moment"));
    append(5);
    var started = start();
    history.awaitRecords(5);

    assertThat(history.positions()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(started.obstacle()).isEmpty();
  }

  @Test
  void a_failure_that_stays_is_an_obstacle_until_it_is_over() {
    history.failsFor(Integer.MAX_VALUE, new IllegalStateException("no room on the disk"));
    append(5);
    var started = start();
    history.awaitFailures(10);

    assertThat(started.obstacle().orElse("none"))
        .contains("behind position 0")
        .contains("no room on the disk");

    history.failsFor(0, new IllegalStateException());
    history.awaitRecords(5);
    append(1);
    history.awaitRecords(6);
    assertThat(started.obstacle()).isEmpty();
  }

  @Test
  void an_error_is_tried_again_and_seen_like_any_failure() {
    history.failsFor(Integer.MAX_VALUE, new StackOverflowError("too deep"));
    append(5);
    var started = start();
    history.awaitFailures(10);

    assertThat(started.obstacle().orElse("none")).contains("too deep");

    history.failsFor(0, new StackOverflowError());
    history.awaitRecords(5);
  }

  @Test
  void a_broken_history_is_an_obstacle_although_nothing_is_fed() {
    var started = start();
    assertThat(started.obstacle()).isEmpty();

    history.breaks();

    assertThat(started.obstacle().orElse("none")).contains("restart");
  }

  @Test
  void nothing_is_fed_to_a_history_that_was_ahead_of_the_log() {
    append(10);
    history.standsAt(40);
    var started = start();
    assertThat(started.obstacle().orElse("none")).contains("ahead of the log");

    append(50);

    assertThat(started.obstacle().orElse("none")).contains("ahead of the log");
    started.close();
    assertThat(history.batches()).isEmpty();
  }

  @Test
  void closing_ends_the_thread() {
    start().close();
    append(1);

    assertThat(history.batches()).isEmpty();
  }
}
