package dev.promontory.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.promontory.points.Award.Facts;
import dev.promontory.points.EarnScheme.Favor;
import dev.promontory.points.EarnScheme.UnitMode;
import dev.promontory.points.Rounding.Mode;
import dev.promontory.record.Name;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwardTest {
  private static final int DRAWS = 10_000;
  private static final Name AMOUNT = Name.of("Amount");

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
    assertThat(all(number, new Rounding(decimals, mode), null)).contains(points(expected));
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
    assertThat(all(number, new Rounding(0, Mode.UP), points(cap))).contains(points(expected));
  }

  @Test
  void p1_a_flat_award_is_the_same_for_every_seed() {
    var flat = new EarnScheme.Flat(points("100"));

    assertThat(award(flat, new Rounding(0, Mode.UP), null, 1)).contains(points("100"));
    assertThat(award(flat, new Rounding(0, Mode.UP), points("40"), 2)).contains(points("40"));
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
            .mapToObj(seed -> award(random, new Rounding(1, Mode.UP), null, seed))
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

      var drawn = award(scheme, rounding, null, seed);

      assertThat(award(scheme, rounding, null, seed)).as("start %s", start).isEqualTo(drawn);
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

    assertThat(award(widest, new Rounding(3, Mode.UP), null, seed)).isPresent();
    assertThat(award(narrowest, new Rounding(0, Mode.UP), null, seed)).contains(points("7"));
  }

  @Test
  void a_range_without_an_amount_that_the_wallet_can_hold_has_no_award() {
    var random = new EarnScheme.Random(points("0.2"), points("0.8"), Favor.AVG);

    assertThat(award(random, new Rounding(0, Mode.UP), null, 1)).isEmpty();
  }

  @Test
  void numbers_beyond_points_are_refused_whatever_they_look_like() {
    var rounding = new Rounding(0, Mode.UP);

    for (var number : List.of("-1", "-1e-300", "1000000000000.5", "1e13", "1e308")) {
      assertThat(all(number, rounding, null)).as(number).isEmpty();
    }
    assertThat(all("1000000000000", rounding, null)).contains(points("1000000000000"));
    assertThat(all("1e-300", rounding, null)).contains(points("1"));
  }

  @ParameterizedTest(name = "{0}: {1} percent of {2} is {3}")
  @CsvSource({
    "P2, 10, 500, 50",
    "P5 before its cap, 10, 8000, 800",
    "four decimals, 0.0001, 1000000, 1",
    "a thousand percent, 1000, 12.34, 123",
    "P17 nothing, 10, 0, 0",
    "less than the wallet can hold, 10, 9.99, 0",
  })
  void s1_4_a_percentage_is_a_part_of_the_basis(
      String name, String percent, String basis, String expected) {
    var earn = new EarnScheme.Percentage(decimal(percent), AMOUNT);

    assertThat(Award.of(earn, new Rounding(0, Mode.DOWN), null, basis(basis)))
        .contains(points(expected));
  }

  @ParameterizedTest(name = "{0}: {2} for every {3} of {4}, {1}, is {5}")
  @CsvSource({
    "P3, WHOLE, 10, 100, 500, 50",
    "P4, WHOLE, 10, 100, 250, 20",
    "P4, PRO_RATA, 10, 100, 250, 25",
    "a unit short of one, WHOLE, 10, 100, 99.999999, 0",
    "a third is cut, PRO_RATA, 1, 3, 1, 0.333",
    "units are no whole numbers, WHOLE, 1.5, 0.25, 0.8, 4.5",
    "nothing, PRO_RATA, 10, 100, 0, 0",
  })
  void s1_5_proportional_points_are_given_for_units_of_the_basis(
      String name, UnitMode mode, String points, String units, String basis, String expected) {
    var earn = new EarnScheme.Proportional(points(points), decimal(units), AMOUNT, mode);

    assertThat(Award.of(earn, new Rounding(3, Mode.DOWN), null, basis(basis)))
        .contains(points(expected));
  }

  @Test
  void s1_7_p17_without_a_basis_or_with_one_below_0_there_is_no_award() {
    var rounding = new Rounding(3, Mode.UP);
    var percentage = new EarnScheme.Percentage(decimal("10"), AMOUNT);
    for (var mode : UnitMode.values()) {
      var proportional = new EarnScheme.Proportional(points("1"), decimal("100"), AMOUNT, mode);
      for (var earn : List.of(percentage, proportional)) {
        assertThat(Award.of(earn, rounding, null, new Facts(null, 1))).isEmpty();
        assertThat(Award.of(earn, rounding, null, basis("-0.000001"))).isEmpty();
        assertThat(Award.of(earn, rounding, null, basis("-50"))).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void s1_2_calculated_awards_are_those_of_whole_number_arithmetic(long start) {
    var random = new SplittableRandom(start);
    for (int i = 0; i < 5_000; i++) {
      var basis = BigDecimal.valueOf(below(60, random), random.nextInt(7));
      var rate = BigDecimal.valueOf(1 + below(23, random), 4);
      var units = BigDecimal.valueOf(1 + below(30, random), random.nextInt(5));
      var points = new Points(1 + below(24, random));
      var each = points.toBigDecimal();
      var rounding = new Rounding(random.nextInt(4), List.of(Mode.values()).get(random.nextInt(2)));
      var cap = random.nextBoolean() ? null : new Points(below(40, random));
      var wholeUnits = new BigDecimal(divided(basis, units)[0]);

      var expected =
          Map.of(
              new EarnScheme.Percentage(rate, AMOUNT),
              expected(basis.multiply(rate), decimal("100"), rounding, cap),
              new EarnScheme.Proportional(points, units, AMOUNT, UnitMode.PRO_RATA),
              expected(basis.multiply(each), units, rounding, cap),
              new EarnScheme.Proportional(points, units, AMOUNT, UnitMode.WHOLE),
              expected(wholeUnits.multiply(each), BigDecimal.ONE, rounding, cap));

      expected.forEach(
          (earn, award) ->
              assertThat(Award.of(earn, rounding, cap, new Facts(basis, 1)))
                  .as("start %s, %s of %s, %s, at most %s", start, earn, basis, rounding, cap)
                  .isEqualTo(award));
    }
  }

  private static long below(int bits, SplittableRandom random) {
    return random.nextLong(1L << random.nextInt(1, bits));
  }

  /// The multiple of the wallet's unit that is next to a fraction, not above the cap.
  private static Optional<Points> expected(
      BigDecimal dividend, BigDecimal divisor, Rounding rounding, @Nullable Points cap) {
    long unit = Rounding.unitThousandths(rounding.decimals());
    var parts = divided(dividend.multiply(decimal("1000")), divisor.multiply(decimal("" + unit)));
    boolean isRoundedUp = rounding.mode() == Mode.UP && parts[1].signum() > 0;
    var thousandths =
        parts[0]
            .add(isRoundedUp ? BigInteger.ONE : BigInteger.ZERO)
            .multiply(BigInteger.valueOf(unit));
    if (thousandths.compareTo(BigInteger.valueOf(Points.MAX_THOUSANDTHS)) > 0) {
      return Optional.empty();
    }
    long most = cap == null ? Long.MAX_VALUE : cap.thousandths();
    long whole = thousandths.longValueExact();
    return Optional.of(new Points(whole <= most ? whole : most / unit * unit));
  }

  /// Quotient and remainder of two decimals, by whole numbers of the same size.
  private static BigInteger[] divided(BigDecimal dividend, BigDecimal divisor) {
    int scale = 20;
    return dividend
        .setScale(scale, RoundingMode.UNNECESSARY)
        .unscaledValue()
        .divideAndRemainder(divisor.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue());
  }

  private static Facts basis(String decimal) {
    return new Facts(decimal(decimal), 1);
  }

  /// A hundred percent of a number.
  private static Optional<Points> all(String basis, Rounding rounding, @Nullable Points cap) {
    var earn = new EarnScheme.Percentage(decimal("100"), AMOUNT);
    return Award.of(earn, rounding, cap, basis(basis));
  }

  private static Optional<Points> award(
      EarnScheme earn, Rounding rounding, @Nullable Points cap, long seed) {
    return Award.of(earn, rounding, cap, new Facts(null, seed));
  }

  private static long[] draws(Favor favor, int decimals) {
    var random = new EarnScheme.Random(points("10"), points("100"), favor);
    var rounding = new Rounding(decimals, Mode.DOWN);
    return seeds(DRAWS)
        .map(seed -> award(random, rounding, null, seed).orElseThrow().thousandths() / 1000)
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
