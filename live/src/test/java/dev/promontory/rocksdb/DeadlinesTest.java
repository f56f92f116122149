package dev.promontory.rocksdb;

import static dev.promontory.rocksdb.Rig.told;
import static dev.promontory.rocksdb.Rig.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.live.Seeds;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.Horizon;
import dev.promontory.log.LogCursor;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.live.NaiveSeeds;
import dev.promontory.testkit.live.RecordingQualifications;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// LH3: time passes, with traffic or without, but never ahead of a record.
@Timeout(60)
class DeadlinesTest {
  private static final Account ACCOUNT = new Account(1, "a", ZoneOffset.UTC, DayOfWeek.MONDAY);
  private static final Duration BEYOND = Duration.ofSeconds(62);
  private static final int MANY = 3 * Shard.SWEEP;

  @TempDir private Path folder = Path.of("unset");
  private final MemoryEventLog log = new MemoryEventLog();
  private final Seeds seeds = new NaiveSeeds(ACCOUNT, log);
  private final RecordingQualifications sink = new RecordingQualifications();
  private final InFlight front = new InFlight(log, new AtomicLong(), new AtomicLong());
  private final List<Rig> rigs = new ArrayList<>();

  /// A log with records on their way into it.
  ///
  /// @param flying how many
  /// @param asked how often it was asked for a horizon while some were
  private record InFlight(MemoryEventLog log, AtomicLong flying, AtomicLong asked)
      implements EventLog {

    @Override
    public UUID id() {
      return log.id();
    }

    @Override
    public AppendResult append(AppendBatch batch) {
      return log.append(batch);
    }

    @Override
    public long lastPosition() {
      return log.lastPosition();
    }

    @Override
    public Horizon horizon(long nowMillis) {
      if (flying.get() == 0) {
        return log.horizon(nowMillis);
      }
      asked.incrementAndGet();
      return new Horizon(log.lastPosition() + flying.get(), nowMillis);
    }

    @Override
    public LogCursor openCursor(long afterPosition) {
      return log.openCursor(afterPosition);
    }

    @Override
    public void close() {}
  }

  private Rig rig() {
    var settings = new HostSettings(folder, 2, Rig.BOUNDS);
    var rig = new Rig(settings, log, front, seeds, sink);
    rigs.add(rig);
    rig.publish(1, 1500, without("Charged", "App Open"), null);
    return rig;
  }

  @AfterEach
  void close() {
    rigs.forEach(Rig::close);
  }

  @Test
  void lh3_a_deadline_fires_though_nothing_is_heard_of_anybody() throws InterruptedException {
    var rig = rig();
    rig.does(1, 7, "Charged");
    rig.settle();
    assertThat(rig.host.nextDueAtMillis()).hasValue(rig.millis.get() + 61_000);

    rig.pass(BEYOND);

    sink.await(1);
    assertThat(told(sink.decided())).containsExactly(List.of(1L, 7L, 1500L, 1L));
    rig.settle();
    assertThat(rig.host.nextDueAtMillis()).isEmpty();
  }

  @Test
  void lh3_a_record_on_its_way_is_waited_for() throws InterruptedException {
    var rig = rig();
    rig.does(1, 7, "Charged");
    rig.settle();
    front.flying().set(1);
    long received = rig.millis.addAndGet(Duration.ofSeconds(30).toMillis());
    rig.millis.set(received + Duration.ofMinutes(5).toMillis());
    assertThat(rig.host.settle(1, rig.now(), Duration.ofMillis(300))).isFalse();
    assertThat(sink.decided()).isEmpty();

    long later = rig.millis.getAndSet(received);
    rig.does(1, 7, "App Open");
    front.flying().set(0);
    rig.millis.set(later);
    rig.settle();

    assertThat(sink.decided()).isEmpty();
  }

  @Test
  void a_record_that_never_comes_is_not_waited_for_for_ever() throws InterruptedException {
    var rig = rig();
    rig.does(1, 7, "Charged");
    rig.settle();
    front.flying().set(1);
    rig.pass(BEYOND);
    while (front.asked().get() == 0) {
      Thread.onSpinWait();
    }

    front.flying().set(0);

    sink.await(1);
  }

  @Test
  void thousands_that_are_due_at_once_fire_once_each_over_a_crash() throws InterruptedException {
    var rig = rig();
    for (long user = 1; user <= MANY; user++) {
      rig.does(1, user, "Charged");
    }
    rig.settle();
    rig.restart();
    assertThat(rig.host.nextDueAtMillis()).hasValue(rig.millis.get() + 61_000);
    rig.pass(Duration.ofSeconds(1));
    for (long user = 1; user <= MANY; user += 2) {
      rig.does(1, user, "App Open");
    }

    rig.pass(BEYOND);
    sink.await(MANY / 4);
    rig.crash();
    sink.await(MANY / 2);
    rig.settle();

    assertThat(sink.decided()).hasSize(MANY / 2).allMatch(each -> each.user() % 2 == 0);
    assertThat(rig.host.nextDueAtMillis()).isEmpty();
  }

  @Test
  void a_deadline_that_needs_a_seed_waits_for_it_and_fires() throws InterruptedException {
    var rig = rig();
    rig.does(1, 7, "Viewed");
    rig.does(1, 7, "Charged");
    rig.publish(1, 1501, without("Viewed", "App Open"), Rig.atLeast(1, "Charged"));
    rig.does(1, 7, "Viewed");

    rig.pass(BEYOND);
    rig.settle();

    assertThat(told(sink.decided()))
        .containsExactlyInAnyOrder(List.of(1L, 7L, 1500L, 2L), List.of(1L, 7L, 1501L, 3L));
  }
}
