package dev.promontory.rocksdb;

import static dev.promontory.rocksdb.Rig.campaign;
import static dev.promontory.rocksdb.Rig.on;
import static dev.promontory.rocksdb.Rig.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.account.Account;
import dev.promontory.live.host.Changed;
import dev.promontory.live.host.LiveHostBusy;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.live.host.UserQualified;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.NaiveSeeds;
import dev.promontory.testkit.live.RecordingQualifications;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// LH4: programs change between two records, when everything before is decided.
@Timeout(60)
class ChangesTest {
  private static final Account ACCOUNT = new Account(1, "a", ZoneOffset.UTC, DayOfWeek.MONDAY);
  private static final Moment MOMENT = new Moment(0, Instant.EPOCH);

  @TempDir private Path folder = Path.of("unset");
  private final MemoryEventLog log = new MemoryEventLog();
  private final RecordingQualifications sink = new RecordingQualifications();
  private final CompletableFuture<Void> isGranting = new CompletableFuture<>();
  private Rig rig;

  @BeforeEach
  void open() {
    rig = Rig.of(folder, log, new NaiveSeeds(ACCOUNT, log), this::take);
  }

  @AfterEach
  void close() {
    isGranting.complete(null);
    rig.close();
  }

  private CompletionStage<Void> take(int account, List<UserQualified> batch) {
    return isGranting.thenCompose(_ -> sink.take(account, batch));
  }

  @Test
  void lh4_a_change_waits_until_everybody_who_qualified_is_decided() {
    rig.publish(1, 1500, on("Charged"), null);
    rig.does(1, 7, "Charged");
    var decidedBefore = new CompletableFuture<Integer>();
    var changing =
        CompletableFuture.runAsync(
            () ->
                rig.change(
                    1,
                    _ -> {
                      decidedBefore.complete(sink.decided().size());
                      return new Action.Remove(1500);
                    }));
    assertThat(changing).isNotDone();
    assertThat(decidedBefore).isNotDone();

    isGranting.complete(null);

    changing.join();
    assertThat(decidedBefore).isCompletedWithValue(1);
  }

  @Test
  void lh1_a_campaign_sees_what_comes_behind_its_moment_and_nothing_before()
      throws InterruptedException {
    isGranting.complete(null);
    rig.does(1, 7, "Charged");
    rig.publish(1, 1500, on("Charged"), null);
    rig.does(1, 7, "Charged");
    rig.change(1, _ -> new Action.Pause(1500));
    rig.does(1, 7, "Charged");
    rig.restart();
    rig.change(1, _ -> new Action.Resume(1500));
    rig.does(1, 7, "Charged");
    rig.does(2, 8, "Charged");
    rig.change(1, _ -> new Action.Remove(1500));
    rig.does(1, 7, "Charged");
    rig.settle();

    assertThat(told(sink.decided()))
        .containsExactly(List.of(1L, 7L, 1500L, 2L), List.of(1L, 7L, 1500L, 4L));
  }

  @Test
  void a_decision_that_throws_changes_nothing_and_reaches_its_caller() throws InterruptedException {
    isGranting.complete(null);
    assertThatThrownBy(
            () ->
                rig.change(
                    1,
                    _ -> {
                      throw new UnsupportedOperationException("on purpose");
                    }))
        .isInstanceOf(UnsupportedOperationException.class);

    rig.publish(1, 1500, on("Charged"), null);
    rig.does(1, 7, "Charged");
    rig.settle();

    assertThat(sink.decided()).hasSize(1);
    assertThat(rig.host.obstacle()).isEmpty();
  }

  @Test
  void a_change_that_is_committed_though_its_decision_failed_is_made() throws InterruptedException {
    isGranting.complete(null);
    assertThatThrownBy(
            () ->
                rig.host.<Void>change(
                    1,
                    moment -> {
                      rig.journal.add(
                          1, moment, new Action.Put(campaign(1500, on("Charged"), null, moment)));
                      throw new IllegalStateException("the connection broke while committing");
                    }))
        .hasMessageContaining("connection");

    rig.does(1, 7, "Charged");
    rig.settle();

    assertThat(sink.decided()).hasSize(1);
  }

  @Test
  void a_change_nobody_waits_for_any_more_is_not_decided() {
    var request = new ChangeRequest<>(_ -> new Changed<>("decided", List.of()));

    assertThatThrownBy(() -> request.await(Duration.ofMillis(1))).isInstanceOf(LiveHostBusy.class);

    assertThat(request.begin()).isFalse();
  }

  @Test
  void a_change_that_is_being_decided_is_waited_for() {
    var request = new ChangeRequest<>(_ -> new Changed<>("decided", List.of()));
    assertThat(request.begin()).isTrue();
    var answer = CompletableFuture.supplyAsync(() -> request.await(Duration.ofMillis(1)));

    request.decide(MOMENT).tell().run();

    assertThat(answer.join()).isEqualTo("decided");
  }

  @Test
  void more_changes_than_can_wait_are_turned_away() {
    var desk = new Desk();
    for (int i = 0; i < Desk.MAX_CHANGES; i++) {
      desk.add(new ChangeRequest<>(_ -> new Changed<>("", List.of())));
    }

    assertThatThrownBy(() -> desk.add(new ChangeRequest<>(_ -> new Changed<>("", List.of()))))
        .isInstanceOf(LiveHostBusy.class);
  }

  @Test
  void a_closed_host_changes_nothing() {
    rig.host.close();

    assertThatThrownBy(() -> rig.publish(1, 1500, on("Charged"), null))
        .isInstanceOf(LiveHostBusy.class);
  }
}
