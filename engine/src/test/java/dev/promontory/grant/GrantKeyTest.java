package dev.promontory.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrantKeyTest {
  private static final int KEYS = 100_000;

  @Test
  void s1_6_the_seed_depends_on_all_parts_of_the_key_and_on_nothing_else() {
    var key = new GrantKey(1500, 7, 42);

    assertThat(new GrantKey(1500, 7, 42).seed()).isEqualTo(key.seed());
    assertThat(
            List.of(
                key.seed(),
                new GrantKey(1501, 7, 42).seed(),
                new GrantKey(1500, 8, 42).seed(),
                new GrantKey(1500, 7, 43).seed(),
                new GrantKey(7, 1500, 42).seed(),
                new GrantKey(42, 7, 1500).seed()))
        .doesNotHaveDuplicates();
  }

  @Test
  void s1_6_neighbouring_users_have_unrelated_seeds() {
    var seeds = new HashSet<Long>();
    var ones = new int[Long.SIZE];
    long flipped = 0;
    for (int user = 1; user <= KEYS; user++) {
      long seed = new GrantKey(1500, 7, user).seed();
      flipped += Long.bitCount(seed ^ new GrantKey(1500, 7, user + 1).seed());
      seeds.add(seed);
      for (int bit = 0; bit < Long.SIZE; bit++) {
        ones[bit] += (int) (seed >>> bit & 1);
      }
    }

    assertThat(seeds).hasSize(KEYS);
    assertThat((double) flipped / KEYS).isCloseTo(32, within(0.2));
    // Each bit is set in half of the seeds; 1 % is six standard deviations.
    assertThat(IntStream.of(ones)).allMatch(count -> Math.abs(count - KEYS / 2) < KEYS / 100);
  }
}
