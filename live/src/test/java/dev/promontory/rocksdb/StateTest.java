package dev.promontory.rocksdb;

import static dev.promontory.rocksdb.Rig.atLeast;
import static dev.promontory.rocksdb.Rig.on;
import static dev.promontory.rocksdb.Rig.told;
import static dev.promontory.rocksdb.Rig.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.live.host.Qualifications;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.NaiveSeeds;
import dev.promontory.testkit.live.RecordingQualifications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// LH5, ST1 to ST3: what is on disk is settled, belongs to its log, and can be done without.
@Timeout(60)
class StateTest {
  private static final Account ACCOUNT = new Account(1, "a", ZoneOffset.UTC, DayOfWeek.MONDAY);
  private static final UUID ID = new UUID(1, 1);

  @TempDir private Path folder = Path.of("unset");

  private Rig rig(MemoryEventLog log, Qualifications sink) {
    return Rig.of(folder.resolve("state"), log, new NaiveSeeds(ACCOUNT, log), sink);
  }

  /// Two campaigns, one of which needs what came before it.
  private static void begin(Rig rig) throws InterruptedException {
    rig.does(1, 7, "Viewed");
    rig.publish(1, 1500, on("Charged"), atLeast(2, "Viewed"));
    rig.publish(1, 1501, without("Viewed", "Charged"), null);
    rig.does(1, 7, "Viewed");
    rig.does(1, 8, "Viewed");
    rig.settle();
  }

  private static void goOn(Rig rig) throws InterruptedException {
    rig.pass(Duration.ofSeconds(1));
    rig.does(1, 7, "Charged");
    rig.pass(Duration.ofSeconds(70));
    rig.settle();
  }

  private static final List<List<Long>> ANSWERS =
      List.of(List.of(1L, 7L, 1500L, 4L), List.of(1L, 8L, 1501L, 3L));

  @Test
  void lh5_nothing_is_kept_before_it_is_decided() throws InterruptedException {
    var sink = new RecordingQualifications();
    var taken = new CompletableFuture<Void>();
    try (var rig =
        rig(
            new MemoryEventLog(ID),
            (_, _) -> {
              taken.complete(null);
              return new CompletableFuture<>();
            })) {
      rig.publish(1, 1500, on("Charged"), null);
      rig.does(1, 7, "Charged");
      taken.join();
      // Time enough for many checkpoints.
      assertThat(rig.host.settle(1, rig.now(), Duration.ofMillis(200))).isFalse();

      rig.use(sink);
      rig.crash();
      rig.settle();

      assertThat(sink.decided()).hasSize(1);
    }
  }

  @Test
  void st1_a_checkpoint_makes_a_replay_needless() throws InterruptedException {
    var sink = new RecordingQualifications();
    try (var rig = rig(new MemoryEventLog(ID), sink)) {
      begin(rig);
      goOn(rig);
      rig.restart();
      rig.settle();

      assertThat(rig.host.figures().folded()).isZero();
      assertThat(sink.taken()).isEqualTo(2);
    }
  }

  @Test
  void st3_without_its_state_a_host_comes_to_the_same_answers() throws Exception {
    var sink = new RecordingQualifications();
    try (var rig = rig(new MemoryEventLog(ID), sink)) {
      begin(rig);
      rig.stop();
      delete(rig.folder());
      rig.open();
      goOn(rig);

      assertThat(told(sink.decided())).containsExactlyInAnyOrderElementsOf(ANSWERS);
    }
  }

  @Test
  void st3_damaged_state_is_thrown_away() throws Exception {
    var sink = new RecordingQualifications();
    try (var rig = rig(new MemoryEventLog(ID), sink)) {
      begin(rig);
      rig.stop();
      Files.writeString(rig.folder().resolve("CURRENT"), "nothing\n");
      rig.open();
      goOn(rig);

      assertThat(told(sink.decided())).containsExactlyInAnyOrderElementsOf(ANSWERS);
    }
  }

  @Test
  void st3_the_state_of_another_log_is_thrown_away() throws InterruptedException {
    try (var other = rig(new MemoryEventLog(new UUID(2, 2)), new RecordingQualifications())) {
      begin(other);
      begin(other);
    }
    expectAnswers();
  }

  @Test
  void st3_state_that_is_ahead_of_its_log_is_thrown_away() throws InterruptedException {
    try (var longer = rig(new MemoryEventLog(ID), new RecordingQualifications())) {
      begin(longer);
      longer.does(1, 7, "Viewed");
      longer.settle();
    }
    expectAnswers();
  }

  @Test
  void st3_state_of_a_log_that_went_another_way_is_thrown_away() throws InterruptedException {
    try (var longer = rig(new MemoryEventLog(ID), new RecordingQualifications())) {
      longer.does(1, 9, "Viewed");
      longer.does(1, 7, "Viewed");
      longer.settle();
    }
    expectAnswers();
  }

  /// Whatever is in the folder.
  private void expectAnswers() throws InterruptedException {
    var sink = new RecordingQualifications();
    var log = new MemoryEventLog(ID);
    try (var rig = rig(log, sink)) {
      begin(rig);
      goOn(rig);
    }
    assertThat(told(sink.decided())).containsExactlyInAnyOrderElementsOf(ANSWERS);
  }

  @Test
  void the_number_of_shards_stays_as_it_was() throws InterruptedException {
    var log = new MemoryEventLog(ID);
    var seeds = new NaiveSeeds(ACCOUNT, log);
    var sink = new RecordingQualifications();
    var three = new HostSettings(folder.resolve("state"), 3, Rig.BOUNDS);
    try (var rig = new Rig(three, log, log, seeds, sink)) {
      rig.settle();
      rig.stop();
      var two = new HostSettings(folder.resolve("state"), 2, Rig.BOUNDS);
      try (var again = new Rig(two, log, log, seeds, sink)) {
        begin(again);
        goOn(again);
      }
    }
    assertThat(told(sink.decided())).containsExactlyInAnyOrderElementsOf(ANSWERS);
  }

  @Test
  void a_folder_that_is_in_use_is_left_alone() throws InterruptedException {
    var sink = new RecordingQualifications();
    var log = new MemoryEventLog(ID);
    try (var rig = rig(log, sink)) {
      begin(rig);

      assertThatThrownBy(() -> rig(log, sink)).hasMessageContaining("cannot be opened");

      goOn(rig);
    }
    assertThat(told(sink.decided())).containsExactlyInAnyOrderElementsOf(ANSWERS);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
