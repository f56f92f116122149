package dev.promontory.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.promontory.history.HistoryBusy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
  @TempDir private Path folder = Path.of("unset");
  private final CountDownLatch release = new CountDownLatch(1);
  private Database database;
  private Readers readers;

  @BeforeEach
  void open() {
    database =
        Database.open(
            new HistorySettings(folder.resolve("history.duckdb"), 64, 1), Origin.any(), _ -> {});
    readers = new Readers(database, new Snapshots(), Duration.ofMillis(50));
  }

  @AfterEach
  void close() {
    release.countDown();
    readers.close();
    database.close();
  }

  @Test
  void a_query_that_takes_too_long_says_that_history_is_busy() {
    assertThatExceptionOfType(HistoryBusy.class)
        .isThrownBy(this::askForEver)
        .withMessageContaining("took longer");
  }

  @Test
  void a_query_whose_turn_does_not_come_says_that_history_is_busy() {
    for (int i = 0; i < Readers.MAX_QUERIES; i++) {
      assertThatExceptionOfType(HistoryBusy.class).isThrownBy(this::askForEver);
    }

    assertThatExceptionOfType(HistoryBusy.class)
        .isThrownBy(() -> readers.ask((_, _) -> 1))
        .withMessageContaining("to make room");
  }

  @Test
  void a_free_connection_answers() {
    assertThat(readers.<Integer>ask((_, _) -> 1)).isEqualTo(1);
  }

  private void askForEver() {
    readers.ask(
        (_, _) -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return 1;
        });
  }
}
