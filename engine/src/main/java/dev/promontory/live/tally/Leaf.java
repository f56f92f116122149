package dev.promontory.live.tally;

import dev.promontory.live.match.Path;
import dev.promontory.record.Properties;
import dev.promontory.rule.Window;
import dev.promontory.time.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question that is kept answered for every user. Immutable.
public final class Leaf {
  private final int number;
  private final long since;
  private final Question question;
  private final Resolution resolution;
  private final @Nullable Path summed;

  /// How finely events are told apart by time.
  public enum Resolution {
    /// Not at all: the window does not move.
    WHOLE,
    /// By days of the zone.
    DAY,
    /// By seconds.
    SECOND
  }

  /// @param number names it in the states of users; never used for another question
  /// @param since position of the last record that is not counted: what came before is for a seed
  public Leaf(int number, long since, Question question) {
    this.number = number;
    this.since = since;
    this.question = question;
    resolution = resolution(question.window());
    var property = question.summed();
    summed = property == null ? null : Path.of(property);
  }

  private static Resolution resolution(Window window) {
    return switch (window) {
      case Window.Ever _, Window.Between _, Window.Before _, Window.After _ -> Resolution.WHOLE;
      case Window.ExactlyAgo _, Window.In _ -> Resolution.DAY;
      case Window.Last last -> last.span().unit().isExact() ? Resolution.SECOND : Resolution.DAY;
    };
  }

  public int number() {
    return number;
  }

  public long since() {
    return since;
  }

  public Question question() {
    return question;
  }

  public Resolution resolution() {
    return resolution;
  }

  /// What one event adds.
  public Slot slot(long epochSecond, Properties properties) {
    var sum = BigDecimal.ZERO;
    if (summed != null) {
      for (var number : summed.numbers(properties)) {
        sum = sum.add(number);
      }
    }
    return new Slot(epochSecond, 1, sum);
  }

  /// The tally after further events.
  ///
  /// @param events their `at` is an epoch second that lies in the same place as all of them
  /// @param now the present; must not go back from call to call
  public Tally add(Tally tally, Slot events, Instant now) {
    boolean isAhead = waits() && events.at() > now.getEpochSecond();
    if (isAhead) {
      return new Tally(tally.slots(), Tally.with(tally.ahead(), events));
    }
    var window = question.window().at(now, zone());
    boolean isFixed = resolution == Resolution.WHOLE;
    if (isFixed ? !window.contains(events.at()) : events.at() < window.from()) {
      return tally;
    }
    return new Tally(Tally.with(tally.slots(), events.at(place(events.at()))), tally.ahead());
  }

  /// The tally without what no window will hold again, and with what is no longer ahead.
  public Tally settle(Tally tally, Instant now) {
    var settled = tally;
    if (!tally.ahead().isEmpty() && tally.ahead().getFirst().at() <= now.getEpochSecond()) {
      settled = new Tally(tally.slots(), List.of());
      for (var slot : tally.ahead()) {
        settled = add(settled, slot, now);
      }
    }
    if (resolution == Resolution.WHOLE || settled.slots().isEmpty()) {
      return settled;
    }
    long first = firstPlace(question.window().at(now, zone()));
    if (settled.slots().getFirst().at() >= first) {
      return settled;
    }
    var kept = settled.slots().stream().filter(slot -> slot.at() >= first).toList();
    return new Tally(kept, settled.ahead());
  }

  /// What lies in the window at an instant, which is not before the last one of [#add] or
  /// [#settle].
  public Totals totals(Tally tally, Instant now) {
    var window = question.window().at(now, zone());
    if (tally.isEmpty() || window.isEmpty()) {
      return Totals.NONE;
    }
    long first = firstPlace(window);
    long last = window.to() == Long.MAX_VALUE ? Long.MAX_VALUE : place(window.to() - 1);
    var totals = Totals.NONE;
    for (var slot : tally.slots()) {
      totals = slot.at() >= first && slot.at() <= last ? totals.plus(slot) : totals;
    }
    for (var slot : tally.ahead()) {
      totals = window.contains(slot.at()) ? totals.plus(slot) : totals;
    }
    return totals;
  }

  /// The same of events one by one, without a tally.
  ///
  /// @param events their `at` is an epoch second
  public Totals totals(List<Slot> events, Instant now) {
    var window = question.window().at(now, zone());
    var totals = Totals.NONE;
    for (var slot : events) {
      totals = window.contains(slot.at()) ? totals.plus(slot) : totals;
    }
    return totals;
  }

  /// Whether an event lies between two seconds, the second one included. Only for leaves that tell
  /// events apart by the second, and only behind the start of their window.
  public static boolean anyWithin(Tally tally, long after, long until) {
    for (var slot : tally.slots()) {
      if (slot.at() > after && slot.at() <= until) {
        return true;
      }
    }
    return false;
  }

  private long firstPlace(Interval window) {
    return window.from() == Long.MIN_VALUE ? Long.MIN_VALUE : place(window.from());
  }

  private long place(long epochSecond) {
    return switch (resolution) {
      case WHOLE -> 0;
      case DAY -> Days.dayOf(epochSecond, zone());
      case SECOND -> epochSecond;
    };
  }

  /// Whether events ahead of the present have to wait until their time has come.
  private boolean waits() {
    return resolution == Resolution.DAY || question.window() instanceof Window.After;
  }

  private ZoneId zone() {
    return question.events().zone();
  }
}
