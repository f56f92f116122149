package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.app.DueWork;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.campaign.SetHistory;
import dev.promontory.testkit.live.StillHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeTravelTest {
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final List<String> done = Agenda.nothingDone();
  private final SetHistory history = new SetHistory();

  @Test
  void everything_happens_at_its_instant_and_in_order() throws Exception {
    var one = new Agenda("one", done).at(NOW.plusSeconds(3), NOW.plusSeconds(86_400));
    var two = new Agenda("two", done).at(NOW.plusSeconds(2), NOW.plusSeconds(3));

    assertThat(travel(NOW.plusSeconds(60), one, two)).isTrue();

    assertThat(done)
        .containsExactly(
            "two@" + NOW.plusSeconds(2), "one@" + NOW.plusSeconds(3), "two@" + NOW.plusSeconds(3));
    assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void what_becomes_due_on_the_way_happens_too() throws Exception {
    var later = new Agenda("later", done);
    var chain =
        new DueWork() {
          private Optional<Instant> due = Optional.of(NOW.plusSeconds(1));

          @Override
          public synchronized Optional<Instant> nextDueAt() {
            return due;
          }

          @Override
          public synchronized boolean doDue(Instant now) {
            if (due.filter(at -> !at.isAfter(now)).isPresent()) {
              due = Optional.empty();
              later.at(now.plusSeconds(5));
            }
            return false;
          }
        };

    assertThat(travel(NOW.plusSeconds(10), chain, later)).isTrue();

    assertThat(done).containsExactly("later@" + NOW.plusSeconds(6));
  }

  @Test
  void the_clock_does_not_move_before_things_are_settled() throws Exception {
    history.isCaughtUp(false);

    assertThat(travel(NOW.plusSeconds(10))).isFalse();

    assertThat(clock.instant()).isEqualTo(NOW);
  }

  @Test
  void what_stays_due_is_given_up() throws Exception {
    var stuck =
        new DueWork() {
          @Override
          public Optional<Instant> nextDueAt() {
            return Optional.of(NOW.plusSeconds(1));
          }

          @Override
          public boolean doDue(Instant now) {
            return false;
          }
        };

    assertThat(travel(NOW.plusSeconds(10), stuck)).isFalse();

    assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(1));
  }

  private boolean travel(Instant target, DueWork... works) throws InterruptedException {
    var timekeeper = new Timekeeper(clock, List.of(works));
    try (var due = new Rounds("due work", timekeeper::doDue);
        var relay = new Rounds("outbox relay", _ -> Duration.ofHours(1))) {
      var live = new StillHost(clock);
      var followers = new Settling.Followers(new MemoryEventLog(), history, live);
      var settling = new Settling(followers, clock, List.of(due, relay), () -> 0, System::nanoTime);
      return new TimeTravel(clock, List.of(timekeeper), live, settling).to(target);
    }
  }
}
