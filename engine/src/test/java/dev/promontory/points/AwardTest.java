package dev.promontory.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.promontory.points.EarnScheme.Favor;
import dev.promontory.points.Rounding.Mode;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwardTest {
  private static final int DRAWS = 10_000;

  @ParameterizedTest(name = "{0}: {1} with {2} decimals, rounded {3}, is {4}")
  @CsvSource({
    "W1, 12.34, 1, UP, 12.4",
    "W2, 12.78, 1, DOWN, 12.7",
    "W3, 12.341, 2, UP, 12.35",
    "W4, 12.783, 2, DOWN, 12.78",
    "W5, 12.30, 1, UP, 12.3",
    "an exact whole, 12, 0, UP, 12",
    "a whole up, 12.0000001, 0, UP, 13",
    "a whole down, 12.999, 0, DOWN, 12",
    "nothing, 0, 3, UP, 0",
  })
  void s1_3_calculated_points_are_rounded_by_the_wallet(
      String name, String number, int decimals, Mode mode, String expected) {
    assertThat(Award.of(decimal(number), new Rounding(decimals, mode), null))
        .isEqualTo(points(expected));
  }

  @ParameterizedTest(name = "{0}: {1} capped at {2} is {3}")
  @CsvSource({
    "P5, 800, 500, 500",
    "P6, 500, 500, 500",
    "below, 499, 500, 499",
    "a cap finer than the wallet, 800, 500.9, 500",
    "a cap that only rounding reaches, 10.1, 10.5, 10",
    "a cap of nothing, 10, 0.9, 0",
  })
  void s1_2_the_cap_comes_after_rounding_and_is_itself_rounded_down(
      String name, String number, String cap, String expected) {
    assertThat(Award.of(decimal(number), new Rounding(0, Mode.UP), points(cap)))
        .isEqualTo(points(expected));
  }

  @Test
  void p1_a_flat_award_is_the_same_for_every_seed() {
    var flat = new EarnScheme.Flat(points("100"));

    assertThat(Award.of(flat, new Rounding(0, Mode.UP), null, 1)).contains(points("100"));
    assertThat(Award.of(flat, new Rounding(0, Mode.UP), points("40"), 2)).contains(points("40"));
  }

  @Test
  void p7_favor_min_mostly_gives_the_low_third() {
    var draws = draws(Favor.MIN, 0);

    assertThat(LongStream.of(draws)).allMatch(points -> points >= 10 && points <= 100);
    assertThat(share(draws, 10, 40)).isGreaterThan(0.5);
    // The mean of a triangle is a third of min + mode + max.
    assertThat(mean(draws)).isCloseTo(40, within(1.0));
  }

  @Test
  void p8_favor_avg_gathers_around_the_middle() {
    var draws = draws(Favor.AVG, 0);

    assertThat(mean(draws)).isCloseTo(55, within(1.0));
    assertThat(share(draws, 10, 14)).isLessThan(0.01);
    assertThat(share(draws, 96, 100)).isLessThan(0.01);
  }

  @Test
  void p9_favor_max_mostly_gives_70_to_100() {
    var draws = draws(Favor.MAX, 0);

    assertThat(share(draws, 70, 100)).isGreaterThan(0.5);
    assertThat(mean(draws)).isCloseTo(70, within(1.0));
  }

  @ParameterizedTest
  @EnumSource
  void s1_6_both_bounds_are_drawn_and_every_unit_between(Favor favor) {
    var random = new EarnScheme.Random(points("1"), points("1.9"), favor);
    var seen =
        seeds(DRAWS)
            .mapToObj(seed -> Award.of(random, new Rounding(1, Mode.UP), null, seed))
            .map(award -> award.orElseThrow().toBigDecimal().toPlainString())
            .distinct()
            .sorted();

    assertThat(seen)
        .containsExactly("1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void s1_6_draws_stay_within_any_bounds_and_are_repeated_by_their_seed(long start) {
    var random = new SplittableRandom(start);
    for (int i = 0; i < 2000; i++) {
      int decimals = random.nextInt(4);
      long a = random.nextLong(1L << random.nextInt(1, 49));
      long b = random.nextLong(1L << random.nextInt(1, 49));
      var scheme =
          new EarnScheme.Random(
              new Points(Math.min(a, b)),
              new Points(Math.max(a, b)),
              List.of(Favor.values()).get(random.nextInt(3)));
      long seed = random.nextLong();
      var rounding = new Rounding(decimals, Mode.UP);

      var drawn = Award.of(scheme, rounding, null, seed);

      assertThat(Award.of(scheme, rounding, null, seed)).as("start %s", start).isEqualTo(drawn);
      drawn.ifPresent(
          points -> {
            assertThat(points).as("start %s", start).isBetween(scheme.min(), scheme.max());
            assertThat(points.fits(decimals)).as("start %s", start).isTrue();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 11, -1L << 11})
  void s1_6_the_outermost_seeds_draw_within_the_bounds(long seed) {
    var widest = new EarnScheme.Random(Points.ZERO, new Points(Points.MAX_THOUSANDTHS), Favor.MAX);
    var narrowest = new EarnScheme.Random(points("7"), points("7"), Favor.MAX);

    assertThat(Award.of(widest, new Rounding(3, Mode.UP), null, seed)).isPresent();
    assertThat(Award.of(narrowest, new Rounding(0, Mode.UP), null, seed)).contains(points("7"));
  }

  @Test
  void a_range_without_an_amount_that_the_wallet_can_hold_has_no_award() {
    var random = new EarnScheme.Random(points("0.2"), points("0.8"), Favor.AVG);

    assertThat(Award.of(random, new Rounding(0, Mode.UP), null, 1)).isEmpty();
  }

  @Test
  void numbers_beyond_points_are_refused_whatever_they_look_like() {
    var rounding = new Rounding(0, Mode.UP);

    assertThatThrownBy(() -> Award.of(decimal("-1"), rounding, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Award.of(decimal("1e13"), rounding, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long[] draws(Favor favor, int decimals) {
    var random = new EarnScheme.Random(points("10"), points("100"), favor);
    var rounding = new Rounding(decimals, Mode.DOWN);
    return seeds(DRAWS)
        .map(seed -> Award.of(random, rounding, null, seed).orElseThrow().thousandths() / 1000)
        .toArray();
  }

  private static LongStream seeds(int count) {
    return new SplittableRandom(42).longs(count);
  }

  private static double mean(long[] draws) {
    return LongStream.of(draws).average().orElseThrow();
  }

  private static double share(long[] draws, long from, long to) {
    return (double) LongStream.of(draws).filter(draw -> draw >= from && draw <= to).count()
        / draws.length;
  }

  private static Points points(String decimal) {
    return Points.of(decimal(decimal));
  }

  private static BigDecimal decimal(String decimal) {
    return new BigDecimal(decimal);
  }
}
