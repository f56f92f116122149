package dev.promontory.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.campaign.Schedule.Days;
import dev.promontory.campaign.Schedule.Now;
import dev.promontory.campaign.Schedule.OnDates;
import dev.promontory.campaign.Schedule.Recurring;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant PUBLISHED = Instant.parse("2026-03-26T12:00:00Z");

  @Test
  void now_is_once_when_it_is_published() {
    assertThat(starts(new Now(), BERLIN)).containsExactly("2026-03-26T12:00:00Z");
  }

  @Test
  void dates_come_in_order_each_once_in_the_zone_of_the_campaign() {
    var dates =
        new OnDates(
            List.of(
                LocalDateTime.parse("2026-04-02T09:00"),
                LocalDateTime.parse("2026-03-27T09:00"),
                LocalDateTime.parse("2026-04-02T09:00")));

    assertThat(starts(dates, BERLIN))
        .containsExactly("2026-03-27T08:00:00Z", "2026-04-02T07:00:00Z");
    assertThat(starts(dates, ZoneId.of("Asia/Kolkata")))
        .containsExactly("2026-03-27T03:30:00Z", "2026-04-02T03:30:00Z");
  }

  @Test
  void dates_before_publishing_are_none() {
    var past = new OnDates(List.of(LocalDateTime.parse("2026-03-26T09:00")));

    assertThat(starts(past, BERLIN)).isEmpty();
  }

  @Test
  void a_local_time_that_is_skipped_moves_forward_by_the_gap() {
    var daily = new Recurring(new Days.Daily(), LocalTime.of(2, 30), null, 4);

    assertThat(starts(daily, BERLIN))
        .containsExactly(
            "2026-03-27T01:30:00Z",
            "2026-03-28T01:30:00Z",
            "2026-03-29T01:30:00Z",
            "2026-03-30T00:30:00Z");
  }

  @Test
  void of_a_local_time_that_repeats_the_earlier_counts() {
    var daily = new Recurring(new Days.Daily(), LocalTime.of(2, 30), null, 3);

    assertThat(starts(daily, BERLIN, Instant.parse("2026-10-24T12:00:00Z")))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z");
  }

  @Test
  void weekly_runs_come_on_their_days_up_to_the_last() {
    var days = new Days.Weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    var weekly = new Recurring(days, LocalTime.of(9, 0), LocalDate.parse("2026-04-06"), null);

    assertThat(starts(weekly, BERLIN))
        .containsExactly(
            "2026-03-27T08:00:00Z",
            "2026-03-30T07:00:00Z",
            "2026-04-03T07:00:00Z",
            "2026-04-06T07:00:00Z");
  }

  @Test
  void monthly_runs_take_the_last_day_for_days_a_month_does_not_have() {
    var monthly = new Recurring(new Days.Monthly(Set.of(15, 31)), LocalTime.NOON, null, 5);

    assertThat(starts(monthly, ZoneId.of("UTC"), Instant.parse("2027-01-31T12:00:01Z")))
        .containsExactly(
            "2027-02-15T12:00:00Z",
            "2027-02-28T12:00:00Z",
            "2027-03-15T12:00:00Z",
            "2027-03-31T12:00:00Z",
            "2027-04-15T12:00:00Z");
  }

  @Test
  void a_run_at_the_moment_of_publishing_counts() {
    var daily = new Recurring(new Days.Daily(), LocalTime.of(13, 0), null, 1);

    assertThat(starts(daily, BERLIN)).containsExactly("2026-03-26T12:00:00Z");
  }

  @Test
  void schedules_that_differ_in_their_end_alone_are_told() {
    var three = new Recurring(new Days.Daily(), LocalTime.NOON, null, 3);
    var until = new Recurring(new Days.Daily(), LocalTime.NOON, LocalDate.EPOCH, null);
    var earlier = new Recurring(new Days.Daily(), LocalTime.MIDNIGHT, null, 3);

    assertThat(three.sameButEnd(until)).isTrue();
    assertThat(three.sameButEnd(earlier)).isFalse();
    assertThat(three.sameButEnd(new Now())).isFalse();
    assertThat(new Now().sameButEnd(new Now())).isTrue();
  }

  private static List<String> starts(Schedule schedule, ZoneId zone) {
    return starts(schedule, zone, PUBLISHED);
  }

  private static List<String> starts(Schedule schedule, ZoneId zone, Instant publishedAt) {
    List<String> starts = new ArrayList<>();
    var next = schedule.next(publishedAt, null, 0, zone);
    while (next.isPresent()) {
      starts.add(next.get().toString());
      next = schedule.next(publishedAt, next.get(), starts.size(), zone);
    }
    return starts;
  }

  @Test
  void a_live_campaign_has_no_runs_and_lives_from_its_start_to_its_end_in_its_zone() {
    var live =
        new Schedule.Live(
            LocalDateTime.parse("2026-12-01T09:00"), LocalDateTime.parse("2026-12-24T00:00"));
    var zone = ZoneId.of("Asia/Kolkata");
    var published = Instant.parse("2026-11-23T12:00:00Z");
    var late = Instant.parse("2026-12-05T12:00:00Z");

    assertThat(live.next(published, null, 0, zone)).isEmpty();
    assertThat(live.startsAt(published, zone)).isEqualTo(Instant.parse("2026-12-01T03:30:00Z"));
    assertThat(live.startsAt(late, zone)).isEqualTo(late);
    assertThat(live.endsAt(zone)).isEqualTo(Instant.parse("2026-12-23T18:30:00Z"));
    assertThat(new Schedule.Live(null, null).startsAt(late, zone)).isEqualTo(late);
    assertThat(new Schedule.Live(null, null).endsAt(zone)).isNull();
  }

  @Test
  void s5_of_a_live_campaign_only_the_end_can_change() {
    var start = LocalDateTime.parse("2026-12-01T09:00");
    var live = new Schedule.Live(start, start.plusDays(1));

    assertThat(live.sameButEnd(new Schedule.Live(start, null))).isTrue();
    assertThat(live.sameButEnd(new Schedule.Live(null, start.plusDays(1)))).isFalse();
    assertThat(live.sameButEnd(new Now())).isFalse();
  }
}
