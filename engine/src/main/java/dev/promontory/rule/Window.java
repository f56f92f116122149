package dev.promontory.rule;

import dev.promontory.time.Interval;
import dev.promontory.time.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/// When an event must have happened. Calendar days are those of the account's zone.
public sealed interface Window {

  /// At any time, the future included: a record may be dated ahead.
  record Ever() implements Window {}

  /// In the last N units, up to the present second. Minutes and hours slide; days, weeks, months
  /// and years begin at the start of the day that long ago (S4.4: *last 1 day* begins with
  /// yesterday).
  record Last(Span span) implements Window {}

  /// On the one day that long ago, in days or larger units.
  record ExactlyAgo(Span span) implements Window {
    public ExactlyAgo {
      if (span.unit().isExact()) {
        throw new IllegalArgumentException("exactly ago takes days, weeks, months or years");
      }
    }
  }

  /// From the first to the last day, both included.
  record Between(LocalDate first, LocalDate last) implements Window {
    public Between {
      if (last.isBefore(first)) {
        throw new IllegalArgumentException("the window ends before it begins");
      }
    }
  }

  /// Before that day began.
  record Before(LocalDate day) implements Window {}

  /// After that day ended, up to the present second.
  record After(LocalDate day) implements Window {}

  /// In a named period; one that is under way reaches up to the present second.
  record In(Period period) implements Window {}

  /// The named periods.
  enum Period {
    TODAY,
    THIS_MONTH,
    PREVIOUS_MONTH
  }

  /// The seconds this window stands for at an instant. May be empty.
  default Interval at(Instant now, ZoneId zone) {
    var today = LocalDate.ofInstant(now, zone);
    long soon = now.getEpochSecond() + 1;
    return switch (this) {
      case Ever _ -> Interval.EVER;
      case Last last -> new Interval(startOf(last.span(), now, zone), soon);
      case ExactlyAgo ago -> {
        var day = today.minus(ago.span().amount(), ago.span().unit().chronoUnit());
        yield Interval.ofDays(day, day, zone);
      }
      case Between between -> Interval.ofDays(between.first(), between.last(), zone);
      case Before before -> new Interval(Long.MIN_VALUE, Interval.startOf(before.day(), zone));
      case After after -> new Interval(Interval.startOf(after.day().plusDays(1), zone), soon);
      case In in -> in(in.period(), today, soon, zone);
    };
  }

  private static long startOf(Span span, Instant now, ZoneId zone) {
    if (span.unit().isExact()) {
      return Interval.ceilSecond(now.minus(span.amount(), span.unit().chronoUnit()));
    }
    var day = LocalDate.ofInstant(now, zone).minus(span.amount(), span.unit().chronoUnit());
    return Interval.startOf(day, zone);
  }

  private static Interval in(Period period, LocalDate today, long soon, ZoneId zone) {
    var month = today.with(TemporalAdjusters.firstDayOfMonth());
    return switch (period) {
      case TODAY -> new Interval(Interval.startOf(today, zone), soon);
      case THIS_MONTH -> new Interval(Interval.startOf(month, zone), soon);
      case PREVIOUS_MONTH -> Interval.ofDays(month.minusMonths(1), month.minusDays(1), zone);
    };
  }
}
