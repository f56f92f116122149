package dev.promontory.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOutageIT {
  private static final Duration OUTAGE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// An upload is answered within this time, whatever the database does.
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

  private static final int USERS = 40;
  private static final int EVENTS = 40_000;
  private static final int CONNECTIONS = 4;
  private static final int LARGEST_UPLOAD = 1_000;

  /// So many largest uploads at once that the log's queue cannot hold them.
  private static final int FLOOD = 320;

  @TempDir private Path folder;
  private ServerAtPort server;
  private PostgresProcesses postgres;

  @BeforeEach
  void start() throws IOException {
    server = new ServerAtPort(folder, Map.of());
    postgres = new PostgresProcesses(server.process());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void a_database_that_does_not_answer_for_ten_seconds_costs_answers_but_no_event()
      throws Exception {
    var ticks = Ticks.drawn(1, USERS, EVENTS, Instant.now().getEpochSecond());
    try (var load = new Load(server.client(), ticks.uploads(), CONNECTIONS)) {
      Until.holds("the load begins", PATIENCE, () -> load.acknowledged() >= 20);
      postgres.freeze();
      awaitOutage(load);
      postgres.thaw();
      load.awaitDone();

      assertThat(load.answers(503)).isPositive();
      assertThat(load.slowest()).isLessThan(LONGEST_ANSWER);
      assertComplete(ticks);
    }
  }

  @Test
  void a_database_that_dies_is_back_and_no_event_is_lost() throws Exception {
    var ticks = Ticks.drawn(2, USERS, EVENTS, Instant.now().getEpochSecond());
    try (var load = new Load(server.client(), ticks.uploads(), CONNECTIONS)) {
      Until.holds("the load begins", PATIENCE, () -> load.acknowledged() >= 20);
      postgres.kill();
      load.awaitDone();

      assertThat(load.slowest()).isLessThan(LONGEST_ANSWER);
      assertComplete(ticks);
      assertThat(server.client().get("/health/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void a_flood_on_a_database_that_does_not_answer_is_pushed_back_at_once() throws Exception {
    var ticks = Ticks.drawn(3, USERS, 10 * EVENTS, Instant.now().getEpochSecond());
    var uploads = ticks.uploadsOf(LARGEST_UPLOAD);
    try (var first = new Load(server.client(), uploads.subList(0, 1), 1)) {
      first.awaitDone();
    }
    postgres.freeze();
    try (var load = new Load(server.client(), uploads.subList(1, uploads.size()), FLOOD)) {
      Until.holds("429", PATIENCE, () -> load.answers(429) > 0);
      postgres.thaw();
      load.awaitDone();
      assertComplete(ticks);
    }
  }

  /// Ten seconds in which the server says that it is not ready, and takes no upload.
  private void awaitOutage(Load load) throws Exception {
    long over = System.nanoTime() + OUTAGE.toNanos();
    Until.holds("503", PATIENCE, () -> load.answers(503) > 0);
    assertThat(server.client().get("/health/ready").status()).isEqualTo(503);
    Until.holds("ten seconds", PATIENCE, () -> System.nanoTime() > over);
  }

  private void assertComplete(Ticks ticks) throws IOException {
    server.api().awaitSettled();
    for (var identity : ticks.counts().keySet()) {
      assertThat(server.api().estimate(ticks.complete(identity))).as(identity).isEqualTo(1);
    }
  }
}
