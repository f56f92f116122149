package dev.promontory.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.promontory.rule.Window.Period;
import dev.promontory.time.Interval;
import dev.promontory.time.Span;
import dev.promontory.time.Span.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/// The worked examples of the reference's calendar, in a zone far from UTC.
class WindowTest {
  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  @Test
  void last_7_days_on_15_january_begin_with_8_january() {
    var window = new Window.Last(new Span(7, Unit.DAY));

    assertThat(window.at(at("2026-01-15T16:00"), KOLKATA))
        .isEqualTo(between("2026-01-08T00:00", "2026-01-15T16:00:01"));
  }

  @Test
  void last_1_day_begins_with_yesterday() {
    var window = new Window.Last(new Span(1, Unit.DAY));

    assertThat(window.at(at("2026-01-02T16:00"), KOLKATA))
        .isEqualTo(between("2026-01-01T00:00", "2026-01-02T16:00:01"));
  }

  @Test
  void last_24_hours_slide() {
    var window = new Window.Last(new Span(24, Unit.HOUR));

    assertThat(window.at(at("2026-01-02T16:00"), KOLKATA))
        .isEqualTo(between("2026-01-01T16:00", "2026-01-02T16:00:01"));
    // Half a second later the event of 16:00:00 yesterday is out.
    assertThat(window.at(at("2026-01-02T16:00").plusMillis(500), KOLKATA))
        .isEqualTo(between("2026-01-01T16:00:01", "2026-01-02T16:00:01"));
  }

  @Test
  void exactly_1_day_ago_is_yesterday_only() {
    var window = new Window.ExactlyAgo(new Span(1, Unit.DAY));

    assertThat(window.at(at("2026-01-02T16:00"), KOLKATA))
        .isEqualTo(between("2026-01-01T00:00", "2026-01-02T00:00"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Window.ExactlyAgo(new Span(1, Unit.HOUR)));
  }

  @Test
  void between_includes_both_ends_and_before_and_after_exclude_their_day() {
    var now = at("2026-03-01T09:00");
    var first = LocalDate.of(2026, 1, 14);
    var last = LocalDate.of(2026, 2, 15);

    assertThat(new Window.Between(first, last).at(now, KOLKATA))
        .isEqualTo(between("2026-01-14T00:00", "2026-02-16T00:00"));
    assertThat(new Window.Before(first).at(now, KOLKATA))
        .isEqualTo(new Interval(Long.MIN_VALUE, second("2026-01-14T00:00")));
    assertThat(new Window.After(first).at(now, KOLKATA))
        .isEqualTo(between("2026-01-15T00:00", "2026-03-01T09:00:01"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Window.Between(last, first));
  }

  @Test
  void named_periods_follow_the_calendar_of_the_zone() {
    // Still the last day of February in UTC.
    var now = at("2026-03-01T02:00");

    assertThat(new Window.In(Period.TODAY).at(now, KOLKATA))
        .isEqualTo(between("2026-03-01T00:00", "2026-03-01T02:00:01"));
    assertThat(new Window.In(Period.THIS_MONTH).at(now, KOLKATA))
        .isEqualTo(between("2026-03-01T00:00", "2026-03-01T02:00:01"));
    assertThat(new Window.In(Period.PREVIOUS_MONTH).at(now, KOLKATA))
        .isEqualTo(between("2026-02-01T00:00", "2026-03-01T00:00"));
  }

  @Test
  void a_day_with_a_change_of_clocks_has_23_or_25_hours() {
    var london = ZoneId.of("Europe/London");
    var spring = LocalDate.of(2026, 3, 29);
    var autumn = LocalDate.of(2026, 10, 25);
    var now = Instant.parse("2026-11-01T00:00:00Z");

    var short23 = new Window.Between(spring, spring).at(now, london);
    var long25 = new Window.Between(autumn, autumn).at(now, london);

    assertThat(short23.to() - short23.from()).isEqualTo(23 * 3600);
    assertThat(long25.to() - long25.from()).isEqualTo(25 * 3600);
  }

  private static Interval between(String from, String to) {
    return new Interval(second(from), second(to));
  }

  private static long second(String local) {
    return at(local).getEpochSecond();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(KOLKATA).toInstant();
  }
}
