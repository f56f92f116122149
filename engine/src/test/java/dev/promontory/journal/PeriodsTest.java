package dev.promontory.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.grant.Calendar;
import dev.promontory.grant.Calendar.Period;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void s2_1_days_are_as_long_as_clocks_make_them() {
    var periods = periods("2026-10-24T10:00:00Z", "2026-10-26T10:00:00Z", Period.DAY);

    assertThat(periods.firstDays())
        .containsExactly(day("2026-10-24"), day("2026-10-25"), day("2026-10-26"));
    assertThat(lengths(periods))
        .containsExactly(Duration.ofHours(12), Duration.ofHours(25), Duration.ofHours(11));
    assertThat(lengths(periods("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", Period.DAY)))
        .containsExactly(Duration.ofHours(23));
  }

  @Test
  void weeks_begin_where_the_account_says_and_months_on_their_first() {
    var sunday = new Calendar(Period.WEEK, BERLIN, DayOfWeek.SUNDAY);
    var from = Instant.parse("2026-03-04T12:00:00Z");
    var to = Instant.parse("2026-03-16T12:00:00Z");

    assertThat(Periods.of(from, to, sunday).firstDays())
        .containsExactly(day("2026-03-01"), day("2026-03-08"), day("2026-03-15"));
    assertThat(periods("2026-01-31T12:00:00Z", "2026-03-01T12:00:00Z", Period.MONTH).firstDays())
        .containsExactly(day("2026-01-01"), day("2026-02-01"), day("2026-03-01"));
  }

  @Test
  void an_end_at_a_boundary_begins_no_further_period() {
    var periods = periods("2026-03-02T23:00:00Z", "2026-03-03T23:00:00Z", Period.DAY);

    assertThat(periods.firstDays()).containsExactly(day("2026-03-03"));
    assertThat(periods.from()).isEqualTo("2026-03-02T23:00:00Z");
    assertThat(periods.to()).isEqualTo("2026-03-03T23:00:00Z");
  }

  @Test
  void there_are_1200_periods_at_most() {
    var from = Instant.parse("2026-01-01T00:00:00Z");
    var utc = new Calendar(Period.DAY, ZoneId.of("UTC"), DayOfWeek.MONDAY);

    assertThat(Periods.of(from, from.plus(Duration.ofDays(1200)), utc).size()).isEqualTo(1200);
    assertThatThrownBy(() -> Periods.of(from, from.plus(Duration.ofDays(1200)).plusMillis(1), utc))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Periods periods(String from, String to, Period period) {
    return Periods.of(
        Instant.parse(from), Instant.parse(to), new Calendar(period, BERLIN, DayOfWeek.MONDAY));
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static List<Duration> lengths(Periods periods) {
    var lengths = new ArrayList<Duration>();
    for (int i = 0; i < periods.size(); i++) {
      lengths.add(Duration.between(periods.bounds().get(i), periods.bounds().get(i + 1)));
    }
    return lengths;
  }
}
