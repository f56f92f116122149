package dev.promontory.wallet;

import dev.promontory.time.Interval;
import dev.promontory.time.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// When points expire, counted from their activation (S2.7).
public sealed interface WalletExpiry {

  /// They don't.
  record Never() implements WalletExpiry {}

  /// A span after activation.
  record After(Span span) implements WalletExpiry {}

  /// Midnight at the end of 31 December of the activation year + `years`; one year earlier if the
  /// year of issue counts as the first (S2.6).
  ///
  /// @param years 1 to 100
  record CalendarYears(int years, boolean countIssueYear) implements WalletExpiry {
    public CalendarYears {
      if (years < 1 || years > 100) {
        throw new IllegalArgumentException("years are 1 to 100: " + years);
      }
    }
  }

  /// At the end of a day.
  record OnDay(LocalDate day) implements WalletExpiry {}

  /// The first instant at which points activated then are no longer usable; null means never.
  default @Nullable Instant expiresAt(Instant activation, ZoneId zone) {
    return switch (this) {
      case Never _ -> null;
      case After after -> after.span().after(activation, zone);
      case CalendarYears calendar -> {
        int year = LocalDate.ofInstant(activation, zone).getYear() + calendar.years();
        int last = calendar.countIssueYear() ? year - 1 : year;
        yield Instant.ofEpochSecond(Interval.startOf(LocalDate.of(last + 1, 1, 1), zone));
      }
      case OnDay on -> Instant.ofEpochSecond(Interval.startOf(on.day().plusDays(1), zone));
    };
  }
}
