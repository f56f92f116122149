package dev.promontory.testkit.ledger;

import dev.promontory.ledger.Validity;
import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// When points come and go, worked out by hand from dates and times of day (S2.4 to S2.7).
record NaiveCalendar(ZoneId zone) {

  /// When points issued then become active.
  Instant activation(Instant issued, Validity validity) {
    var delay = validity.activateAfter();
    return delay == null ? issued : after(issued, delay);
  }

  /// The first instant at which points activated then are gone; null for never.
  @Nullable Instant end(Instant activation, WalletExpiry expiry) {
    return switch (expiry) {
      case WalletExpiry.Never _ -> null;
      case WalletExpiry.After after -> after(activation, after.span());
      case WalletExpiry.OnDay on -> endOf(on.day());
      case WalletExpiry.CalendarYears calendar -> {
        int first = activation.atZone(zone).getYear() + (calendar.countIssueYear() ? 0 : 1);
        yield endOf(LocalDate.of(first + calendar.years() - 1, 12, 31));
      }
    };
  }

  /// So many days later, at the same time of day.
  Instant daysAfter(Instant start, int days) {
    return sameTime(start, start.atZone(zone).toLocalDate().plusDays(days));
  }

  private Instant after(Instant start, Span span) {
    var day = start.atZone(zone).toLocalDate();
    return switch (span.unit()) {
      case MINUTE -> start.plusSeconds(60L * span.amount());
      case HOUR -> start.plusSeconds(3600L * span.amount());
      case DAY -> daysAfter(start, span.amount());
      case WEEK -> daysAfter(start, 7 * span.amount());
      case MONTH -> sameTime(start, monthsAfter(day, span.amount()));
      case YEAR -> sameTime(start, monthsAfter(day, 12 * span.amount()));
    };
  }

  private static LocalDate monthsAfter(LocalDate day, int months) {
    int count = 12 * day.getYear() + day.getMonthValue() - 1 + months;
    var month = YearMonth.of(count / 12, count % 12 + 1);
    return month.atDay(Math.min(day.getDayOfMonth(), month.lengthOfMonth()));
  }

  private Instant sameTime(Instant start, LocalDate day) {
    var there = start.atZone(zone);
    var time = LocalDateTime.of(day, there.toLocalTime());
    return ZonedDateTime.ofLocal(time, zone, there.getOffset()).toInstant();
  }

  private Instant endOf(LocalDate day) {
    var midnight = LocalDateTime.of(day.plusDays(1), LocalTime.MIDNIGHT);
    var rules = zone.getRules();
    var skipped = rules.getTransition(midnight);
    return skipped != null && skipped.isGap()
        ? skipped.getInstant()
        : midnight.toInstant(rules.getValidOffsets(midnight).getFirst());
  }
}
