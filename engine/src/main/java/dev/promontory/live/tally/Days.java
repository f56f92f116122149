package dev.promontory.live.tally;

import dev.promontory.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// The days of a zone as numbers that never go back, even where clocks do so across midnight: a day
/// lasts from its first second to the first second of the next.
final class Days {
  private Days() {}

  /// The epoch day in which a second lies.
  static long dayOf(long epochSecond, ZoneId zone) {
    var day = LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
    if (epochSecond < Interval.startOf(day, zone)) {
      return day.toEpochDay() - 1;
    }
    var next = day.plusDays(1);
    return epochSecond < Interval.startOf(next, zone) ? day.toEpochDay() : next.toEpochDay();
  }
}
