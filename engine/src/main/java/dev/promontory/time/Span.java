package dev.promontory.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// A length of time as a person says it: an amount of a calendar or clock unit.
///
/// Minutes and hours are exact lengths; days, weeks, months and years are calendar steps in a zone
/// that keep the time of day and clamp to the last day of a month (S2.4: 31 January + 1 month is 28
/// or 29 February).
///
/// @param amount 1 to 100,000
public record Span(int amount, Unit unit) {

  /// The largest amount of any unit.
  public static final int MAX_AMOUNT = 100_000;

  /// The units of the contract's durations, smallest first.
  public enum Unit {
    MINUTE(ChronoUnit.MINUTES),
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    private final ChronoUnit chronoUnit;

    Unit(ChronoUnit chronoUnit) {
      this.chronoUnit = chronoUnit;
    }

    /// The same unit in `java.time`.
    public ChronoUnit chronoUnit() {
      return chronoUnit;
    }

    /// Whether the unit is a fixed length of time, whatever the calendar says.
    public boolean isExact() {
      return this == MINUTE || this == HOUR;
    }
  }

  public Span {
    if (amount < 1 || amount > MAX_AMOUNT) {
      throw new IllegalArgumentException("an amount is 1 to " + MAX_AMOUNT + ": " + amount);
    }
  }

  /// The instant this span after `start`.
  public Instant after(Instant start, ZoneId zone) {
    return start.atZone(zone).plus(amount, unit.chronoUnit()).toInstant();
  }
}
