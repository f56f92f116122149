package dev.promontory.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.intake.Fault.Code;
import dev.promontory.record.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts, numbers, dates and time stamps.
class ValuesTest {

  @Test
  void a_text_has_at_most_512_characters_and_no_nul() {
    assertThat(Texts.check("")).isNull();
    assertThat(Texts.check("line\nline\ttab\u0001")).isNull();
    assertThat(Texts.check("😀".repeat(512))).isNull();
    assertThat(code(Texts.check("😀".repeat(513)))).isEqualTo(Code.LIMIT);
    assertThat(code(Texts.check("a".repeat(513)))).isEqualTo(Code.LIMIT);
    assertThat(code(Texts.check("a\u0000b"))).isEqualTo(Code.STRUCTURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "a\ud83da", "\ud83d\ud83d\ude00"})
  void i2_half_a_surrogate_pair_is_refused(String text) {
    assertThat(code(Texts.check(text))).isEqualTo(Code.STRUCTURE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.000000, 0",
    "1, 1000000",
    "-12.5, -12500000",
    "0.000001, 1",
    "999999999999.999999, 999999999999999999",
    "-999999999999.999999, -999999999999999999",
    "1.5e3, 1500000000",
    "1E-6, 1",
    "0.1000000000, 100000",
    "0e999999999, 0"
  })
  void numbers_in_range_are_exact(String written, long micros) {
    assertThat(read(written)).isEqualTo(new Value.Decimal(micros));
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000000, 1e12",
    "0.0000001, 1e-7",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "-1e300, -1e300",
    "123456789012345678901234567890, 1.2345678901234568e29"
  })
  void other_numbers_are_doubles(String written, double number) {
    assertThat(read(written)).isEqualTo(new Value.Real(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1.8e308", "1e999999999", "1e99999999999999"})
  void numbers_beyond_a_double_are_refused_at_once(String written) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(1), () -> assertThat(read(written)).isNull());
  }

  @Test
  void a_number_has_at_most_400_characters() {
    assertThat(read("1." + "0".repeat(398))).isEqualTo(new Value.Decimal(1_000_000));
    assertThat(read("1." + "0".repeat(399))).isNull();
    assertThat(read("1e-999999999")).isEqualTo(new Value.Decimal(0));
  }

  @Test
  void the_short_way_reads_what_big_decimal_reads() {
    long seed = 20260401;
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      var number =
          new BigDecimal(random.nextLong(-10_000_000_000_000L, 10_000_000_000_000L))
              .movePointLeft(random.nextInt(9));
      assertThat(read(number.toPlainString()))
          .as("seed %d: %s", seed, number.toPlainString())
          .isEqualTo(Value.number(number));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "$D_0, 0",
    "$D_1764000000, 1764000000",
    "$D_-86400, -86400",
    "$D_99999999999, 99999999999"
  })
  void dates_are_written_in_epoch_seconds(String text, long epochSecond) {
    assertThat(Moments.date(text)).isEqualTo(new Value.Date(epochSecond));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$D_",
        "$D_-",
        "$D_abc",
        "$D_1.5",
        "$D_ 1",
        "$D_+1",
        "$D_2026-01-01",
        "$D_1764000000000",
        "$D_99999999999999999999",
        "$D_-62135596801",
        "$D_١"
      })
  void other_dates_are_none(String text) {
    assertThat(Moments.date(text)).isNull();
  }

  @Test
  void a_time_stamp_is_in_seconds_not_in_milliseconds() {
    assertThat(Moments.checkTimestamp(0)).isNull();
    assertThat(Moments.checkTimestamp(99_999_999_999L)).isNull();
    assertThat(code(Moments.checkTimestamp(100_000_000_000L))).isEqualTo(Code.TIMESTAMP);
    assertThat(code(Moments.checkTimestamp(1_764_000_000_000L))).isEqualTo(Code.TIMESTAMP);
    assertThat(code(Moments.checkTimestamp(-1))).isEqualTo(Code.TIMESTAMP);
  }

  private static @Nullable Value read(String written) {
    var padded = ("x" + written + "y").toCharArray();
    return Numbers.read(padded, 1, written.length());
  }

  private static @Nullable Code code(@Nullable Fault fault) {
    return fault == null ? null : fault.code();
  }
}
