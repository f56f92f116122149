package dev.promontory.journal;

import dev.promontory.grant.Calendar;
import dev.promontory.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/// A time that is cut into periods without gaps.
///
/// @param firstDays on which day the period begins that each is, or is a part of
/// @param bounds where each begins, and at last where the last one ends: one more than there are
///   periods
public record Periods(List<LocalDate> firstDays, List<Instant> bounds) {

  /// The most periods of one time.
  public static final int MAX = 1_200;

  public Periods {
    firstDays = List.copyOf(firstDays);
    bounds = List.copyOf(bounds);
    if (firstDays.isEmpty() || bounds.size() != firstDays.size() + 1) {
      throw new IllegalArgumentException("each period needs a beginning and an end");
    }
  }

  /// How many there are.
  public int size() {
    return firstDays.size();
  }

  public Instant from() {
    return bounds.getFirst();
  }

  public Instant to() {
    return bounds.getLast();
  }

  /// One period.
  ///
  /// @param to after `from`
  public static Periods one(Instant from, Instant to, Calendar calendar) {
    return new Periods(List.of(LocalDate.ofInstant(from, calendar.zone())), List.of(from, to));
  }

  /// The days, weeks or months of a calendar between two instants; the first and the last may be
  /// cut short. Days are as long as they are where clocks are put forward or back.
  ///
  /// @param to after `from`
  /// @throws IllegalArgumentException if there would be more than [#MAX]
  public static Periods of(Instant from, Instant to, Calendar calendar) {
    var days = new ArrayList<LocalDate>();
    var bounds = new ArrayList<Instant>();
    var day = first(LocalDate.ofInstant(from, calendar.zone()), calendar);
    var begin = from;
    while (begin.isBefore(to)) {
      if (days.size() == MAX) {
        throw new IllegalArgumentException("more than " + MAX + " periods");
      }
      days.add(day);
      bounds.add(begin);
      day = next(day, calendar);
      begin = Instant.ofEpochSecond(Interval.startOf(day, calendar.zone()));
    }
    bounds.add(to);
    return new Periods(days, bounds);
  }

  private static LocalDate first(LocalDate day, Calendar calendar) {
    return switch (calendar.period()) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(calendar.weekStart()));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  private static LocalDate next(LocalDate day, Calendar calendar) {
    return switch (calendar.period()) {
      case DAY -> day.plusDays(1);
      case WEEK -> day.plusWeeks(1);
      case MONTH -> day.plusMonths(1);
    };
  }
}
