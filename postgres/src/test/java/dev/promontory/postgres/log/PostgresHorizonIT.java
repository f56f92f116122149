package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Appended;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogRecord;
import dev.promontory.log.NewRecord;
import dev.promontory.testkit.log.HorizonContract;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// The log in PostgreSQL keeps the contract of horizons, also while records are on their way.
class PostgresHorizonIT extends HorizonContract {
  private static final TestLogStore STORE = new TestLogStore("horizon", LogLimits.DEFAULT);

  @Override
  protected LogStore store() {
    return STORE;
  }

  @Test
  void e9_what_is_being_written_stands_before_a_horizon() throws Exception {
    int account = STORE.freshAccount();
    long end = log().lastPosition();
    long now = log().horizon(0).millis() + 1_000;
    FutureTask<AppendResult> append;
    try (var _ = Sabotage.blockWriting(STORE.source())) {
      append = new FutureTask<>(() -> log().append(one(account, now)));
      Thread.ofPlatform().start(append);
      Sabotage.awaitAppenderBlocked(STORE.source());

      assertThat(log().horizon(now + 10)).isEqualTo(new Horizon(end + 1, now + 10));
      assertThat(log().lastPosition()).isEqualTo(end);
    }

    assertThat(append.get()).isEqualTo(new Appended(end + 1, 0));
    assertThat(read(end)).extracting(LogRecord::receivedAtMillis).containsExactly(now);
  }

  @Test
  void e9_what_could_not_be_written_does_not() throws Exception {
    int account = STORE.freshAccount();
    long end = log().lastPosition();
    long now = log().horizon(0).millis() + 1_000;
    Sabotage.failWriting(STORE.source(), "53100");
    assertThat(log().append(one(account, now))).isInstanceOf(Unavailable.class);
    Sabotage.letWritingSucceed(STORE.source());

    assertThat(log().horizon(now + 10)).isEqualTo(new Horizon(end, now + 10));
    log().append(one(account, now));
    assertThat(read(end)).extracting(LogRecord::receivedAtMillis).containsExactly(now + 10);
  }

  @Test
  void e9_what_is_written_again_after_a_lost_connection_is_stamped_again() throws Exception {
    int account = STORE.freshAccount();
    long end = log().lastPosition();
    long now = log().horizon(0).millis() + 1_000;
    FutureTask<AppendResult> append;
    try (var _ = Sabotage.blockWriting(STORE.source())) {
      append = new FutureTask<>(() -> log().append(one(account, now)));
      Thread.ofPlatform().start(append);
      Sabotage.awaitAppenderBlocked(STORE.source());
      log().horizon(now + 10);
      Sabotage.cutAppender(STORE.source());
    }

    assertThat(append.get()).isEqualTo(new Appended(end + 1, 0));
    assertThat(read(end)).extracting(LogRecord::receivedAtMillis).containsExactly(now + 10);
    assertThat(log().horizon(now)).isEqualTo(new Horizon(end + 1, now + 10));
  }

  private static AppendBatch one(int account, long receivedAtMillis) {
    NewRecord plain = Records.event(account, "ann", 1);
    return AppendBatch.of(
        List.of(new NewRecord(account, plain.subject(), 1, receivedAtMillis, plain.body(), null)));
  }
}
