package dev.promontory.grant;

import dev.promontory.grant.Limits.Recurrence;
import dev.promontory.points.Points;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a campaign has given to a user so far. Immutable.
///
/// Days are those of the campaign's zone on which the user qualified. Weeks and months are whole
/// days, so that they need not be counted for themselves.
///
/// @param rewards how many
/// @param points in all; the largest amount if it is more
/// @param days how many on each day; days without any are missing
/// @param since the first day that `days` tells of, or null: it tells of all
public record UserGiven(
    long rewards, Points points, NavigableMap<LocalDate, Integer> days, @Nullable LocalDate since) {

  /// Nothing.
  public static final UserGiven NOTHING =
      new UserGiven(0, Points.ZERO, Collections.emptyNavigableMap(), null);

  /// How many days before the last one are remembered. Whoever asks for an earlier one, as late as
  /// that, makes all grants of the user be counted anew.
  static final int MAX_DAYS = 100;

  /// A user of a campaign. The order is the one in which they are locked.
  ///
  /// @param user number of the user
  public record Key(long campaignId, long user) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::campaignId).thenComparingLong(Key::user);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /// What must be known of a user.
  ///
  /// @param zone of the campaign
  /// @param from the first day that matters
  public record Wanted(Key key, ZoneId zone, LocalDate from) {

    /// What must be known for both of two requests.
    public Wanted and(Wanted other) {
      return other.from.isBefore(from) ? other : this;
    }
  }

  public UserGiven {
    days = Collections.unmodifiableNavigableMap(new TreeMap<>(days));
  }

  /// Whether it tells of all days from one on.
  public boolean reaches(LocalDate from) {
    return since == null || !from.isBefore(since);
  }

  /// The same and a reward more.
  public UserGiven plus(LocalDate day, Points more) {
    var next = new TreeMap<>(days);
    next.merge(day, 1, Integer::sum);
    long sum = Math.min(points.thousandths() + more.thousandths(), Points.MAX_THOUSANDTHS);
    return new UserGiven(rewards + 1, new Points(sum), next, since);
  }

  /// The same without a reward that was added.
  public UserGiven minus(LocalDate day, Points less) {
    var next = new TreeMap<>(days);
    next.computeIfPresent(day, (_, count) -> count == 1 ? null : count - 1);
    return new UserGiven(rewards - 1, points.minus(less), next, since);
  }

  /// The same without the days that are too long ago to be remembered.
  public UserGiven trimmed() {
    if (days.isEmpty()) {
      return this;
    }
    var first = days.lastKey().minusDays(MAX_DAYS);
    return days.firstKey().isBefore(first)
        ? new UserGiven(rewards, points, days.tailMap(first, true), first)
        : this;
  }

  /// Whether the user may be rewarded once more on a day.
  ///
  /// @param weekStart the first day of a week
  public boolean allows(Recurrence limit, LocalDate day, DayOfWeek weekStart) {
    var week = firstOfWeek(day, weekStart);
    var month = day.withDayOfMonth(1);
    return isBelow(limit.total(), rewards)
        && isBelow(limit.day(), count(day, day.plusDays(1)))
        && isBelow(limit.week(), count(week, week.plusWeeks(1)))
        && isBelow(limit.month(), count(month, month.plusMonths(1)));
  }

  /// The first day that matters for limits on a day.
  static LocalDate firstOf(Recurrence limit, LocalDate day, DayOfWeek weekStart) {
    var week = limit.week() == null ? day : firstOfWeek(day, weekStart);
    var month = limit.month() == null ? day : day.withDayOfMonth(1);
    return week.isBefore(month) ? week : month;
  }

  private static LocalDate firstOfWeek(LocalDate day, DayOfWeek weekStart) {
    return day.with(TemporalAdjusters.previousOrSame(weekStart));
  }

  private static boolean isBelow(@Nullable Integer limit, long count) {
    return limit == null || count < limit;
  }

  private long count(LocalDate from, LocalDate to) {
    return days.subMap(from, true, to, false).values().stream().mapToLong(each -> each).sum();
  }
}
