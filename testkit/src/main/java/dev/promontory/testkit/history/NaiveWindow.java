package dev.promontory.testkit.history;

import dev.promontory.rule.Window;
import dev.promontory.time.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/// Windows, told naively: by the local date of the event, not by intervals.
final class NaiveWindow {
  private NaiveWindow() {}

  static boolean contains(Window window, long epochSecond, Instant now, ZoneId zone) {
    var event = Instant.ofEpochSecond(epochSecond);
    var day = LocalDate.ofInstant(event, zone);
    var today = LocalDate.ofInstant(now, zone);
    boolean isPast = !event.isAfter(now);
    return switch (window) {
      case Window.Ever _ -> true;
      case Window.Last last -> isPast && isWithin(last.span(), event, now, zone);
      case Window.ExactlyAgo ago -> day.equals(before(today, ago.span()));
      case Window.Between between -> !day.isBefore(between.first()) && !day.isAfter(between.last());
      case Window.Before before -> day.isBefore(before.day());
      case Window.After after -> isPast && day.isAfter(after.day());
      case Window.In in ->
          switch (in.period()) {
            case TODAY -> isPast && day.equals(today);
            case THIS_MONTH -> isPast && YearMonth.from(day).equals(YearMonth.from(today));
            case PREVIOUS_MONTH -> YearMonth.from(day).equals(YearMonth.from(today).minusMonths(1));
          };
    };
  }

  private static boolean isWithin(Span span, Instant event, Instant now, ZoneId zone) {
    return switch (span.unit()) {
      case MINUTE -> !event.isBefore(now.minusSeconds(60L * span.amount()));
      case HOUR -> !event.isBefore(now.minusSeconds(3_600L * span.amount()));
      case DAY, WEEK, MONTH, YEAR -> {
        var first = before(LocalDate.ofInstant(now, zone), span);
        yield !LocalDate.ofInstant(event, zone).isBefore(first);
      }
    };
  }

  private static LocalDate before(LocalDate day, Span span) {
    return switch (span.unit()) {
      case DAY -> day.minusDays(span.amount());
      case WEEK -> day.minusWeeks(span.amount());
      case MONTH -> day.minusMonths(span.amount());
      case YEAR -> day.minusYears(span.amount());
      case MINUTE, HOUR -> throw new IllegalArgumentException("no days: " + span);
    };
  }
}
