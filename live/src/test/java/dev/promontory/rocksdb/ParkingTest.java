package dev.promontory.rocksdb;

import static dev.promontory.rocksdb.Rig.atLeast;
import static dev.promontory.rocksdb.Rig.on;
import static dev.promontory.rocksdb.Rig.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.live.Seeds;
import dev.promontory.live.tally.Leaf;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.NaiveSeeds;
import dev.promontory.testkit.live.RecordingQualifications;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// LH6: users whose seeds are not there wait in order; others go on.
@Timeout(60)
class ParkingTest {
  private static final Account ACCOUNT = new Account(1, "a", ZoneOffset.UTC, DayOfWeek.MONDAY);

  @TempDir private Path folder = Path.of("unset");
  private final MemoryEventLog log = new MemoryEventLog();
  private final RecordingQualifications sink = new RecordingQualifications();
  private final Late seeds = new Late(new NaiveSeeds(ACCOUNT, log), new AtomicBoolean());
  private Rig rig;

  /// History that is behind until it is told otherwise.
  private record Late(Seeds seeds, AtomicBoolean isThere) implements Seeds {
    @Override
    public boolean isReady(long position) {
      return isThere.get() && seeds.isReady(position);
    }

    @Override
    public List<UserSeed> of(int account, Leaf leaf, Collection<Long> users) {
      return seeds.of(account, leaf, users);
    }
  }

  @BeforeEach
  void open() {
    rig = Rig.of(folder, log, seeds, sink);
    rig.does(1, 7, "Viewed");
    rig.publish(1, 1500, on("Charged"), atLeast(2, "Viewed"));
    rig.publish(1, 1501, on("Opened"), null);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /// One user has to wait for what history knows, the other has not.
  private void goOn() throws InterruptedException {
    rig.does(1, 7, "Charged");
    rig.does(1, 7, "Viewed");
    rig.does(1, 7, "Charged");
    rig.does(1, 7, "Opened");
    rig.does(1, 8, "Opened");
    sink.await(1);
    assertThat(told(sink.decided())).containsExactly(List.of(1L, 8L, 1501L, 6L));
  }

  @Test
  void lh6_users_who_wait_keep_their_order_and_others_go_on() throws InterruptedException {
    goOn();
    while (rig.host.figures().parked() < 4) {
      Thread.onSpinWait();
    }
    assertThat(rig.host.position()).isEqualTo(1);
    assertThat(rig.host.figures().parkedUsers()).isEqualTo(1);
    assertThat(rig.host.settle(6, rig.now(), Duration.ofMillis(50))).isFalse();

    seeds.isThere().set(true);
    rig.settle();

    assertThat(told(sink.decided()))
        .containsExactly(
            List.of(1L, 8L, 1501L, 6L), List.of(1L, 7L, 1500L, 4L), List.of(1L, 7L, 1501L, 5L));
    assertThat(rig.host.position()).isEqualTo(6);
    assertThat(rig.host.figures().parked()).isZero();
  }

  @Test
  void lh5_what_waits_is_not_lost_in_a_crash_nor_when_the_host_is_closed()
      throws InterruptedException {
    goOn();
    rig.crash();
    rig.restart();

    seeds.isThere().set(true);
    rig.settle();

    assertThat(told(sink.decided()))
        .containsExactly(
            List.of(1L, 8L, 1501L, 6L), List.of(1L, 7L, 1500L, 4L), List.of(1L, 7L, 1501L, 5L));
  }

  @Test
  void a_shard_waits_when_too_much_is_parked_and_goes_on_when_seeds_come()
      throws InterruptedException {
    for (int i = 0; i < 3 * Rig.BOUNDS.parked(); i++) {
      rig.does(1, 7, "Charged");
    }
    rig.does(1, 7, "Viewed");
    rig.does(1, 7, "Charged");
    var most = Rig.BOUNDS.parked() + Dispatcher.SLICE;
    while (rig.host.figures().parked() < Rig.BOUNDS.parked()) {
      Thread.onSpinWait();
    }
    assertThat(rig.host.figures().parked()).isLessThan(most);

    seeds.isThere().set(true);
    rig.settle();

    assertThat(sink.decided()).hasSize(1);
  }
}
