package dev.promontory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostponedTest {
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  private final Postponed<Long> postponed = new Postponed<>();

  @Test
  void a_run_that_keeps_failing_is_left_alone_longer_and_longer_up_to_a_day() {
    var now = NOW;
    for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440}) {
      postponed.failed(7L, now);
      var last = Duration.between(now, postponed.nextEnd().orElseThrow());
      assertThat(last).isEqualTo(Duration.ofMinutes(minutes));
      assertThat(postponed.at(now.plus(last).minusMillis(1))).containsExactly(7L);
      now = now.plus(last);
      assertThat(postponed.at(now)).isEmpty();
    }
  }

  @Test
  void a_run_that_goes_on_begins_anew() {
    postponed.failed(7L, NOW);
    postponed.failed(7L, NOW);
    postponed.failed(8L, NOW);
    postponed.succeeded(7L);

    assertThat(postponed.all()).containsExactly(8L);
    postponed.failed(7L, NOW);
    assertThat(postponed.nextEnd()).contains(NOW.plusSeconds(60));
  }

  @Test
  void a_pause_that_is_over_is_no_longer_due_even_if_nobody_tries() {
    postponed.failed(7L, NOW);

    assertThat(postponed.at(NOW.plusSeconds(60))).isEmpty();
    assertThat(postponed.nextEnd()).isEmpty();
  }
}
