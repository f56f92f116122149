package dev.promontory.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.time.Span.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @Test
  void s2_4_months_are_clamped_to_the_last_day_and_keep_the_time_of_day() {
    assertThat(after("2026-01-31T10:15:00Z", 1, Unit.MONTH)).isEqualTo("2026-02-28T10:15:00Z");
    assertThat(after("2028-01-31T10:15:00Z", 1, Unit.MONTH)).isEqualTo("2028-02-29T10:15:00Z");
    assertThat(after("2028-02-29T10:15:00Z", 1, Unit.YEAR)).isEqualTo("2029-02-28T10:15:00Z");
  }

  @Test
  void a_day_is_a_day_of_the_calendar_but_24_hours_are_24_hours() {
    // The clocks of London went forward in the night to 29 March 2026.
    var before = Instant.parse("2026-03-28T12:00:00Z");

    assertThat(new Span(1, Unit.DAY).after(before, LONDON)).isEqualTo("2026-03-29T11:00:00Z");
    assertThat(new Span(24, Unit.HOUR).after(before, LONDON)).isEqualTo("2026-03-29T12:00:00Z");
  }

  @Test
  void an_amount_is_bounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(0, Unit.DAY));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(Span.MAX_AMOUNT + 1, Unit.DAY));
    assertThat(new Span(Span.MAX_AMOUNT, Unit.DAY).amount()).isEqualTo(100_000);
  }

  @Test
  void a_day_that_has_no_midnight_begins_later() {
    // Clocks in Santiago skipped the first hour of 7 September 2025.
    var santiago = ZoneId.of("America/Santiago");

    assertThat(Instant.ofEpochSecond(Interval.startOf(LocalDate.of(2025, 9, 7), santiago)))
        .isEqualTo("2025-09-07T04:00:00Z");
  }

  private static Instant after(String start, int amount, Unit unit) {
    return new Span(amount, unit).after(Instant.parse(start), ZoneOffset.UTC);
  }
}
