package dev.promontory.campaign;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When a campaign rewards: when its runs start (S4.3), or how long it is live. Local times that a
/// zone skips move forward by the length of the gap; of two that repeat, the earlier counts.
public sealed interface Schedule {

  /// The most dates of [OnDates].
  int MAX_DATES = 100;

  /// Once, when it is published.
  record Now() implements Schedule {}

  /// Once on each of these local times, in order.
  record OnDates(List<LocalDateTime> dates) implements Schedule {
    public OnDates {
      dates = dates.stream().sorted().distinct().toList();
    }
  }

  /// Again and again at a time of day.
  ///
  /// @param last the last day on which a run may start, or null
  /// @param runs how many runs there will be, 1 to 10,000, or null; one of the two is set
  record Recurring(Days days, LocalTime at, @Nullable LocalDate last, @Nullable Integer runs)
      implements Schedule {}

  /// From a moment to another, without runs.
  ///
  /// @param start null: from when it is published
  /// @param end after the start; null: until somebody stops it
  record Live(@Nullable LocalDateTime start, @Nullable LocalDateTime end) implements Schedule {

    /// The first instant at which it is live.
    public Instant startsAt(Instant publishedAt, ZoneId zone) {
      var written = start == null ? publishedAt : start.atZone(zone).toInstant();
      return written.isBefore(publishedAt) ? publishedAt : written;
    }

    /// The first instant at which it is no longer live, or null for never.
    public @Nullable Instant endsAt(ZoneId zone) {
      return end == null ? null : end.atZone(zone).toInstant();
    }
  }

  /// The days of a recurring schedule.
  sealed interface Days {
    /// Every day.
    record Daily() implements Days {}

    /// On these days of each week, at least one.
    record Weekly(Set<DayOfWeek> on) implements Days {
      public Weekly {
        on = Set.copyOf(on);
      }
    }

    /// On these days of each month, 1 to 31, at least one; the last day of a month stands in for
    /// days it does not have.
    record Monthly(Set<Integer> on) implements Days {
      public Monthly {
        on = Set.copyOf(on);
      }
    }
  }

  /// The start of the next run, or empty if there are no more; a live campaign has none.
  ///
  /// @param publishedAt when the campaign was published; no run is planned before it
  /// @param after the planned start of the run before, or null if there was none
  /// @param runsBefore how many runs there were
  default Optional<Instant> next(
      Instant publishedAt, @Nullable Instant after, int runsBefore, ZoneId zone) {
    return switch (this) {
      case Now _ -> after == null ? Optional.of(publishedAt) : Optional.empty();
      case OnDates on ->
          on.dates().stream()
              .map(date -> date.atZone(zone).toInstant())
              .filter(at -> after == null ? !at.isBefore(publishedAt) : at.isAfter(after))
              .min(Comparator.naturalOrder());
      case Recurring recurring -> next(recurring, publishedAt, after, runsBefore, zone);
      case Live _ -> Optional.empty();
    };
  }

  /// Whether another schedule differs from this one at most in when it ends.
  default boolean sameButEnd(Schedule other) {
    if (this instanceof Recurring mine && other instanceof Recurring theirs) {
      return mine.days().equals(theirs.days()) && mine.at().equals(theirs.at());
    }
    if (this instanceof Live mine && other instanceof Live theirs) {
      return Objects.equals(mine.start(), theirs.start());
    }
    return equals(other);
  }

  private static Optional<Instant> next(
      Recurring recurring, Instant publishedAt, @Nullable Instant after, int before, ZoneId zone) {
    if (recurring.runs() != null && before >= recurring.runs()) {
      return Optional.empty();
    }
    var start = LocalDate.ofInstant(after == null ? publishedAt : after, zone);
    // Two months and a day hold at least one day of every weekly or monthly schedule.
    return Stream.iterate(start, day -> day.plusDays(1))
        .limit(63)
        .filter(day -> recurring.last() == null || !day.isAfter(recurring.last()))
        .filter(day -> isOn(recurring.days(), day))
        .map(day -> day.atTime(recurring.at()).atZone(zone).toInstant())
        .filter(at -> after == null ? !at.isBefore(publishedAt) : at.isAfter(after))
        .findFirst();
  }

  private static boolean isOn(Days days, LocalDate day) {
    return switch (days) {
      case Days.Daily _ -> true;
      case Days.Weekly weekly -> weekly.on().contains(day.getDayOfWeek());
      case Days.Monthly monthly ->
          monthly.on().contains(day.getDayOfMonth())
              || (day.getDayOfMonth() == day.lengthOfMonth()
                  && monthly.on().stream().anyMatch(on -> on > day.lengthOfMonth()));
    };
  }
}
