package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.postgres.log.Wire.State;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// A connection that is lost while it commits: the log finds out what became of the commit, and the
/// records are there once or not at all.
class PostgresLogInDoubtIT {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestLogStore store = new TestLogStore("doubt", LogLimits.DEFAULT);
  private final int account = store.freshAccount();
  private Wire wire;
  private EventLog log;

  @BeforeEach
  void open() throws Exception {
    var direct =
        URI.create(store.source().unwrap(HikariDataSource.class).getJdbcUrl().substring(5));
    wire = new Wire(direct.getPort());
    var source = new PGSimpleDataSource();
    source.setURL("jdbc:postgresql://localhost:" + wire.port() + direct.getPath());
    source.setUser("postgres");
    log =
        PostgresEventLog.open(
            source, new LogLimits(100, 1 << 20, 100, 1 << 20, 100, PATIENCE, Duration.ZERO));
    assertThat(append(1)).isEqualTo(new Appended(1, 0));
  }

  @AfterEach
  void close() {
    wire.become(State.SOUND);
    log.close();
    wire.close();
  }

  @Test
  void e1_an_append_whose_answer_was_lost_is_found_on_disk_and_confirmed() throws Exception {
    wire.become(State.NO_ANSWERS);
    var append = start(2);
    awaitBlocks(2);
    wire.become(State.SOUND);
    wire.cutClients();

    assertThat(append.get()).isEqualTo(new Appended(2, 0));
    assertThat(append(3)).isEqualTo(new Appended(3, 0));
    assertThat(seconds()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void e2_an_append_that_never_arrived_is_sent_again_once() throws Exception {
    wire.become(State.DEAD);
    var append = start(2);
    wire.cutClients();
    wire.become(State.SOUND);

    assertThat(append.get()).isEqualTo(new Appended(2, 0));
    assertThat(seconds()).containsExactly(1L, 2L);
  }

  @Test
  void e4_an_append_that_nobody_can_ask_for_is_uncertain_and_seen_once() throws Exception {
    try (var cursor = log.openCursor(1)) {
      wire.become(State.NO_ANSWERS);
      var append = start(2);
      awaitBlocks(2);
      wire.become(State.DEAD);
      wire.cutClients();

      assertThat(append.get())
          .isInstanceOfSatisfying(
              Unavailable.class, refusal -> assertThat(refusal.uncertain()).isTrue());
      assertThat(append(7))
          .isInstanceOfSatisfying(
              Unavailable.class, refusal -> assertThat(refusal.uncertain()).isFalse());

      wire.become(State.SOUND);
      awaitAppended(3);
      assertThat(read(cursor, 2)).extracting(LogRecord::epochSecond).containsExactly(2L, 3L);
      assertThat(cursor.next(Duration.ZERO)).isEmpty();
    }
    assertThat(seconds()).containsExactly(1L, 2L, 3L);
  }

  private AppendResult append(long epochSecond) {
    return log.append(AppendBatch.of(List.of(Records.event(account, "ann", epochSecond))));
  }

  private FutureTask<AppendResult> start(long epochSecond) {
    var task = new FutureTask<>(() -> append(epochSecond));
    var thread = Thread.ofPlatform().start(task);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }

  private void awaitAppended(long epochSecond) {
    var result = append(epochSecond);
    while (!(result instanceof Appended)) {
      result = append(epochSecond);
    }
  }

  private void awaitBlocks(long count) throws SQLException {
    DataSource direct = store.source();
    while (Sabotage.count(direct, "SELECT count(*) FROM log_block") < count) {
      Thread.onSpinWait();
    }
  }

  private List<Long> seconds() {
    try (var cursor = log.openCursor(0)) {
      return read(cursor, log.lastPosition()).stream().map(LogRecord::epochSecond).toList();
    }
  }

  private static List<LogRecord> read(LogCursor cursor, long count) {
    var records = new ArrayList<LogRecord>();
    while (records.size() < count) {
      records.addAll(cursor.next(SOON).orElseThrow().records());
    }
    return records;
  }
}
