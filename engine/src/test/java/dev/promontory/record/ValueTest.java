package dev.promontory.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ValueTest {
  @Test
  void n2_numbers_of_twelve_and_six_digits_are_exact() {
    assertThat(number("0.1")).isEqualTo(new Value.Decimal(100_000));
    assertThat(number("-12.340")).isEqualTo(new Value.Decimal(-12_340_000));
    assertThat(number("999999999999.999999")).isEqualTo(new Value.Decimal(Value.MICROS_LIMIT - 1));
    assertThat(number("1e11")).isEqualTo(new Value.Decimal(100_000_000_000_000_000L));
    assertThat(number("0E+999999999")).isEqualTo(new Value.Decimal(0));
  }

  @Test
  void n2_what_is_larger_or_finer_is_a_double() {
    assertThat(number("1e12")).isEqualTo(new Value.Real(1e12));
    assertThat(number("0.0000001")).isEqualTo(new Value.Real(1e-7));
    assertThat(number("-1e300")).isEqualTo(new Value.Real(-1e300));
    assertThat(Value.number(1_000_000_000_000L)).isEqualTo(new Value.Real(1e12));
    assertThat(Value.number(Long.MIN_VALUE)).isEqualTo(new Value.Real(Long.MIN_VALUE));
  }

  @Test
  void a_number_too_small_for_a_double_is_zero() {
    assertThat(number("1e-400")).isEqualTo(new Value.Decimal(0));
    assertThat(number("1e-999999999")).isEqualTo(new Value.Decimal(0));
  }

  @Test
  void a_number_beyond_a_double_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> number("1e309"));
    assertThatIllegalArgumentException().isThrownBy(() -> number("-1e999999999"));
  }

  @Test
  void whole_numbers_are_the_same_both_ways() {
    for (long number : new long[] {0, 1, -1, 999_999_999_999L, -999_999_999_999L}) {
      assertThat(Value.number(number)).isEqualTo(Value.number(BigDecimal.valueOf(number)));
    }
  }

  private static Value number(String text) {
    return Value.number(new BigDecimal(text));
  }
}
