package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.app.DueWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimekeeperTest {
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  private final TestClock clock = new TestClock(NOW);
  private final List<String> done = Agenda.nothingDone();
  private final Agenda one = new Agenda("one", done);
  private final Agenda two = new Agenda("two", done);
  private final Timekeeper timekeeper = new Timekeeper(clock, List.of(one, two));

  @Test
  void works_take_turns_until_nothing_is_due() {
    one.at(NOW, NOW, NOW);
    two.at(NOW, NOW.plusMillis(1));

    timekeeper.doDue(() -> true);

    assertThat(done)
        .extracting(piece -> piece.substring(0, 3))
        .containsExactly("one", "two", "one", "one");
  }

  @Test
  void a_work_that_fails_holds_up_no_other_and_is_told_at_the_end() {
    one.at(NOW);
    one.fails(true);
    two.at(NOW, NOW);

    assertThatThrownBy(() -> timekeeper.doDue(() -> true)).hasMessage("one fails");

    assertThat(done).hasSize(2);
    one.fails(false);
    timekeeper.doDue(() -> true);
    assertThat(done).hasSize(3);
  }

  @Test
  void whoever_wants_to_stop_waits_for_one_batch() {
    one.at(NOW, NOW, NOW);
    two.at(NOW, NOW, NOW);

    timekeeper.doDue(done::isEmpty);
    assertThat(done).hasSize(1);
    timekeeper.doDue(() -> false);
    assertThat(done).hasSize(1);
    timekeeper.doDue(() -> true);
    assertThat(done).hasSize(6);
  }

  @Test
  void the_pause_lasts_until_the_next_piece_but_at_most_some_seconds() {
    assertThat(timekeeper.doDue(() -> true)).isEqualTo(Duration.ofSeconds(5));
    one.at(NOW.plusSeconds(60));
    assertThat(timekeeper.doDue(() -> true)).isEqualTo(Duration.ofSeconds(5));
    two.at(NOW.plusSeconds(2));
    assertThat(timekeeper.doDue(() -> true)).isEqualTo(Duration.ofSeconds(2));
    one.at(NOW.plusNanos(1));
    assertThat(timekeeper.doDue(() -> true)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void what_stays_due_is_not_asked_in_a_circle() {
    var stuck =
        new DueWork() {
          @Override
          public Optional<Instant> nextDueAt() {
            return Optional.of(NOW.minusSeconds(10));
          }

          @Override
          public boolean doDue(Instant now) {
            return false;
          }
        };

    var pause = new Timekeeper(clock, List.of(stuck)).doDue(() -> true);

    assertThat(pause).isEqualTo(Duration.ofSeconds(1));
  }
}
