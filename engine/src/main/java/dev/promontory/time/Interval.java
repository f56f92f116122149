package dev.promontory.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// A half-open interval of epoch seconds.
///
/// @param from first second inside; [Long#MIN_VALUE] means without a beginning
/// @param to first second no longer inside; [Long#MAX_VALUE] means without an end
public record Interval(long from, long to) {

  /// All of time.
  public static final Interval EVER = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

  /// From the start of `first` to the end of `last`, both days included, in a zone.
  public static Interval ofDays(LocalDate first, LocalDate last, ZoneId zone) {
    return new Interval(startOf(first, zone), startOf(last.plusDays(1), zone));
  }

  /// The first second of a day in a zone, which is not midnight where clocks skip it.
  public static long startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toEpochSecond();
  }

  /// The first whole second at or after an instant.
  public static long ceilSecond(Instant instant) {
    return instant.getNano() == 0 ? instant.getEpochSecond() : instant.getEpochSecond() + 1;
  }

  public boolean contains(long epochSecond) {
    return epochSecond >= from && epochSecond < to;
  }

  /// Whether no second lies inside.
  public boolean isEmpty() {
    return from >= to;
  }
}
