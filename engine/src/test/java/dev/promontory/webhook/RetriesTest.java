package dev.promontory.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.webhook.Retries.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static final RandomGenerator RANDOM = new SplittableRandom(7);

  @Test
  void pauses_grow_from_seconds_to_a_day() {
    for (int attempts = 1; attempts < Retries.MAX_ATTEMPTS; attempts++) {
      var pause = Retries.PAUSES.get(attempts - 1);
      for (int i = 0; i < 1_000; i++) {
        var due = dueAt(Retries.after(attempts, refused(null), new SplittableRandom(i)));
        assertThat(Duration.between(NOW, due))
            .isBetween(pause.multipliedBy(8).dividedBy(10), pause.multipliedBy(12).dividedBy(10));
      }
    }
  }

  @Test
  void the_same_random_gives_the_same_instant_and_another_another() {
    var one = Retries.after(3, refused(null), new SplittableRandom(1));

    assertThat(Retries.after(3, refused(null), new SplittableRandom(1))).isEqualTo(one);
    assertThat(Retries.after(3, refused(null), new SplittableRandom(2))).isNotEqualTo(one);
  }

  @Test
  void the_last_attempt_is_the_last() {
    assertThat(Retries.after(Retries.MAX_ATTEMPTS, refused(null), RANDOM))
        .isEqualTo(new Fate.Failed());
    assertThat(Retries.after(Retries.MAX_ATTEMPTS, answered(200, null), RANDOM))
        .isEqualTo(new Fate.Delivered());
  }

  @Test
  void redirections_are_refusals() {
    assertThat(Retries.after(1, answered(199, null), RANDOM)).isInstanceOf(Fate.Again.class);
    assertThat(Retries.after(1, answered(299, null), RANDOM)).isEqualTo(new Fate.Delivered());
    assertThat(Retries.after(1, answered(302, null), RANDOM)).isInstanceOf(Fate.Again.class);
    assertThat(Retries.after(1, answered(0, null), RANDOM)).isInstanceOf(Fate.Again.class);
  }

  @Test
  void a_receiver_may_ask_for_more_time_but_not_for_less_and_not_for_ever() {
    var minute = NOW.plusSeconds(60);
    assertThat(dueAt(Retries.after(1, refused(minute), RANDOM))).isEqualTo(minute);
    assertThat(dueAt(Retries.after(5, refused(minute), RANDOM))).isAfter(NOW.plusSeconds(2_800));
    var year = NOW.plus(Duration.ofDays(365));
    assertThat(dueAt(Retries.after(1, refused(year), RANDOM)))
        .isEqualTo(NOW.plus(Retries.MAX_WAIT));
  }

  private static Instant dueAt(Fate fate) {
    return ((Fate.Again) fate).dueAt();
  }

  private static Attempt refused(@Nullable Instant notBefore) {
    return answered(500, notBefore);
  }

  private static Attempt answered(int status, @Nullable Instant notBefore) {
    return new Attempt(NOW, 5, status, "", notBefore);
  }
}
