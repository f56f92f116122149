package dev.promontory.grant;

import java.time.DayOfWeek;
import java.time.ZoneId;

/// How time is cut into periods.
public record Calendar(Period period, ZoneId zone, DayOfWeek weekStart) {

  /// The periods that totals are taken over.
  public enum Period {
    DAY,
    WEEK,
    MONTH
  }
}
