package dev.promontory.testkit.history;

import static dev.promontory.testkit.history.Recording.property;
import static dev.promontory.testkit.history.Recording.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.record.Name;
import dev.promontory.record.Property;
import dev.promontory.record.Value;
import dev.promontory.rule.Behavior;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Comparison.Operator;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The worked examples of the reference, by their numbers: segments S1 to S10, S20 and S22, the
/// windows of its calendar, and days on which clocks change. For every evaluator of rules over
/// history.
public abstract class WorkedExamplesContract {
  private static final int ANN = 1;
  private static final int BOB = 2;
  private static final int CAT = 3;
  private static final Window EVER = new Window.Ever();

  private final Recording log = new Recording();
  private ZoneId zone = ZoneId.of("America/New_York");
  private LocalDateTime now = LocalDateTime.parse("2026-01-15T12:00:00");

  /// Opens an empty history, another one each time.
  protected abstract History open();

  /// Whom a rule holds for, given what was recorded.
  private long[] members(Rule rule) {
    var account = new Account(1, "a", zone, DayOfWeek.MONDAY);
    try (var history = open()) {
      history.append(log.after(0));
      return history.members(account, rule, now.atZone(zone).toInstant()).toArray();
    }
  }

  private void at(long user, String localDateTime) {
    log.event(1, user, second(localDateTime), "Charged");
  }

  private long second(String localDateTime) {
    return LocalDateTime.parse(localDateTime).atZone(zone).toEpochSecond();
  }

  private void bought(long user, String... numbers) {
    for (var number : numbers) {
      var properties =
          number.isEmpty()
              ? new Property[0]
              : new Property[] {property("Number", Value.number(new BigDecimal(number)))};
      log.event(1, user, 0, "Charged", properties);
    }
  }

  private static Rule charged(Window window) {
    return new Rule.Did(behavior(window), Measure.ONCE, false);
  }

  private static Behavior behavior(Window window, Behavior.Clause... where) {
    return new Behavior(Name.of("Charged"), List.of(where), window);
  }

  private static Measure average(Operator operator, String number) {
    return new Measure.Average(Name.of("Number"), comparison(operator, number));
  }

  private static Comparison comparison(Operator operator, String number) {
    return new Comparison(operator, new BigDecimal(number), null);
  }

  private static Rule measured(Measure measure) {
    return new Rule.Did(behavior(EVER), measure, false);
  }

  @Test
  void s1_an_average_of_exactly_10_is_at_least_10() {
    bought(ANN, "8", "9", "10", "11", "12");
    bought(BOB, "8", "9", "10", "11", "11.999999");

    assertThat(members(measured(average(Operator.GTE, "10")))).containsExactly(ANN);
  }

  @Test
  void s2_purchases_without_a_value_count_as_0_in_an_average() {
    bought(ANN, "5", "7", "13", "", "");

    assertThat(members(measured(average(Operator.GTE, "10")))).isEmpty();
    assertThat(members(measured(average(Operator.EQUALS, "5")))).containsExactly(ANN);
  }

  @Test
  void s3_property_exists_leaves_out_purchases_without_a_value() {
    bought(ANN, "5", "7", "13", "", "");
    var exists =
        new Behavior.Clause(
            List.of(
                new Behavior.Condition(Name.of("Number"), new dev.promontory.rule.Test.Exists())));
    var eight = new Rule.Did(behavior(EVER, exists), average(Operator.GT, "8.33"), false);
    var nine = new Rule.Did(behavior(EVER, exists), average(Operator.GTE, "8.34"), false);

    assertThat(members(eight)).containsExactly(ANN);
    assertThat(members(nine)).isEmpty();
  }

  @Test
  void s4_the_average_of_3_5_7_and_two_missing_is_3() {
    bought(ANN, "3", "5", "7", "", "");

    assertThat(members(measured(average(Operator.EQUALS, "3")))).containsExactly(ANN);
  }

  @Test
  void s5_fewer_than_5_leaves_out_users_without_events_unless_zero_is_included() {
    bought(ANN, "1", "1", "1", "1");
    bought(BOB, "1", "1", "1", "1", "1");
    log.profile(1, CAT, put("Plan", "gold"));
    var fewer = new Measure.Count(comparison(Operator.LT, "5"));

    assertThat(members(new Rule.Did(behavior(EVER), fewer, false))).containsExactly(ANN);
    assertThat(members(new Rule.Did(behavior(EVER), fewer, true))).containsExactly(ANN, CAT);
  }

  @Test
  void s6_the_last_7_days_on_january_15_are_january_8_to_15() {
    at(ANN, "2026-01-08T00:00:00");
    at(BOB, "2026-01-07T23:59:59");
    at(CAT, "2026-01-15T12:00:01");

    assertThat(members(charged(last(7, Span.Unit.DAY)))).containsExactly(ANN);
  }

  @Test
  void s7_the_last_1_day_begins_with_yesterday() {
    now = LocalDateTime.parse("2026-01-02T16:00:00");
    at(ANN, "2026-01-01T00:00:00");
    at(BOB, "2025-12-31T23:59:59");
    at(CAT, "2026-01-02T16:00:00");

    assertThat(members(charged(last(1, Span.Unit.DAY)))).containsExactly(ANN, CAT);
  }

  @Test
  void s8_exactly_1_day_ago_is_yesterday_and_nothing_else() {
    now = LocalDateTime.parse("2026-01-02T16:00:00");
    at(ANN, "2026-01-01T00:00:00");
    at(ANN, "2026-01-01T23:59:59");
    at(BOB, "2026-01-02T00:00:00");
    at(CAT, "2025-12-31T23:59:59");
    var window = new Window.ExactlyAgo(new Span(1, Span.Unit.DAY));

    assertThat(members(charged(window))).containsExactly(ANN);
  }

  @Test
  void s9_the_last_24_hours_slide() {
    now = LocalDateTime.parse("2026-01-02T16:00:00");
    at(ANN, "2026-01-01T16:00:00");
    at(BOB, "2026-01-01T15:59:59");

    assertThat(members(charged(last(24, Span.Unit.HOUR)))).containsExactly(ANN);
  }

  @Test
  void s10_before_and_after_exclude_the_day_between_includes_both_ends() {
    at(ANN, "2026-01-14T23:59:59");
    at(BOB, "2026-01-15T00:00:00");
    at(CAT, "2026-01-13T23:59:59");
    var day14 = LocalDate.parse("2026-01-14");
    var day15 = LocalDate.parse("2026-01-15");

    assertThat(members(charged(new Window.Before(day15)))).containsExactly(ANN, CAT);
    assertThat(members(charged(new Window.After(day14)))).containsExactly(BOB);
    assertThat(members(charged(new Window.Between(day14, day15)))).containsExactly(ANN, BOB);
    assertThat(members(charged(new Window.Between(day14, day14)))).containsExactly(ANN);
  }

  @Test
  void s20_names_that_differ_in_case_or_spaces_are_the_same_event() {
    log.event(1, ANN, 0, "SignUp").event(1, BOB, 0, "signup").event(1, CAT, 0, "Sign Up");
    var signUp = new Behavior(Name.of("SIGNUP"), List.of(), EVER);

    assertThat(members(new Rule.Did(signUp, Measure.ONCE, false))).containsExactly(ANN, BOB, CAT);
  }

  @Test
  void s22_to_include_one_segment_and_exclude_another_is_and_not() {
    bought(ANN, "1");
    bought(BOB, "1");
    var includes = new Rule.OneOf(UserSet.of(ANN, BOB));
    var excludes = new Rule.None(List.of(new Rule.OneOf(UserSet.of(BOB, CAT))));

    assertThat(members(new Rule.All(List.of(includes, excludes)))).containsExactly(ANN);
  }

  @Test
  void this_month_reaches_to_now_and_the_previous_month_is_whole() {
    now = LocalDateTime.parse("2026-03-31T12:00:00");
    at(ANN, "2026-03-01T00:00:00");
    at(BOB, "2026-02-28T23:59:59");
    at(BOB, "2026-02-01T00:00:00");
    at(CAT, "2026-03-31T12:00:01");

    assertThat(members(charged(new Window.In(Window.Period.THIS_MONTH)))).containsExactly(ANN);
    assertThat(members(charged(new Window.In(Window.Period.PREVIOUS_MONTH)))).containsExactly(BOB);
  }

  @Test
  void s4_4_a_month_before_the_31st_of_march_begins_on_the_28th_of_february() {
    now = LocalDateTime.parse("2026-03-31T12:00:00");
    at(ANN, "2026-02-28T00:00:00");
    at(BOB, "2026-02-27T23:59:59");

    assertThat(members(charged(last(1, Span.Unit.MONTH)))).containsExactly(ANN);
  }

  @Test
  void s4_4_a_day_begins_at_1_where_clocks_skip_midnight() {
    zone = ZoneId.of("America/Sao_Paulo");
    now = LocalDateTime.parse("2018-11-04T12:00:00");
    long firstSecond = Instant.parse("2018-11-04T03:00:00Z").getEpochSecond();
    log.event(1, ANN, firstSecond, "Charged").event(1, BOB, firstSecond - 1, "Charged");

    assertThat(members(charged(new Window.In(Window.Period.TODAY)))).containsExactly(ANN);
  }

  @Test
  void s4_4_a_day_of_25_hours_is_one_day_and_24_hours_are_less() {
    zone = ZoneId.of("Europe/London");
    now = LocalDateTime.parse("2026-10-26T00:00:00");
    long midnight = Instant.parse("2026-10-24T23:00:00Z").getEpochSecond();
    log.event(1, ANN, midnight, "Charged").event(1, BOB, midnight + 3_600, "Charged");
    var yesterday = new Window.ExactlyAgo(new Span(1, Span.Unit.DAY));

    assertThat(members(charged(yesterday))).containsExactly(ANN, BOB);
    assertThat(members(charged(last(24, Span.Unit.HOUR)))).containsExactly(BOB);
  }

  @Test
  void s4_4_a_day_of_23_hours_ends_an_hour_early() {
    zone = ZoneId.of("Europe/London");
    now = LocalDateTime.parse("2026-03-30T09:00:00");
    long end = Instant.parse("2026-03-29T23:00:00Z").getEpochSecond();
    log.event(1, ANN, end - 1, "Charged").event(1, BOB, end, "Charged");
    var sunday = LocalDate.parse("2026-03-29");

    assertThat(members(charged(new Window.Between(sunday, sunday)))).containsExactly(ANN);
  }

  private static Window last(int amount, Span.Unit unit) {
    return new Window.Last(new Span(amount, unit));
  }
}
