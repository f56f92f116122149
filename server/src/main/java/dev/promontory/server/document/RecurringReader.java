package dev.promontory.server.document;

import dev.promontory.campaign.Schedule;
import dev.promontory.campaign.Schedule.Days;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a recurring schedule: `{"every":"week","on":["mon"],"at":"09:00","until":"2026-12-31"}`.
final class RecurringReader {
  private static final int MAX_RUNS = 10_000;
  private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private RecurringReader() {}

  /// A schedule, or null with its problems.
  static @Nullable Schedule read(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var every = fields.required("every", "How often it runs: day, week or month.");
    var days = days(every, fields);
    var named = fields.required("at", "The time of day of a run, such as \"09:00\".");
    var at = named == null ? null : time(named);
    var end = fields.one("A recurring schedule", List.of("until", "runs"));
    fields.refuseOthers();
    if (end == null) {
      return null;
    }
    if (end.getKey().equals("runs")) {
      var runs = end.getValue().whole(1, MAX_RUNS);
      return days == null || at == null || runs == null
          ? null
          : new Schedule.Recurring(days, at, null, Math.toIntExact(runs));
    }
    var last = last(end.getValue(), at);
    return days == null || at == null || last == null
        ? null
        : new Schedule.Recurring(days, at, last, null);
  }

  /// The last day on which a run may start: a date, or the day of a date and time unless the run of
  /// that day would be later.
  private static @Nullable LocalDate last(Node node, @Nullable LocalTime at) {
    if (!node.json().isString() || !node.json().stringValue().contains("T")) {
      return node.date();
    }
    var until = ScheduleReader.dateTime(node);
    if (until == null) {
      return null;
    }
    return at != null && until.toLocalTime().isBefore(at)
        ? until.toLocalDate().minusDays(1)
        : until.toLocalDate();
  }

  private static @Nullable Days days(@Nullable Node every, Fields fields) {
    var on = fields.optional("on");
    if (every == null) {
      return null;
    }
    return switch (every.json().isString() ? every.json().stringValue() : "") {
      case "day" -> {
        if (on != null) {
          on.wrong("on names days of a week or month; every day has none.");
        }
        yield new Days.Daily();
      }
      case "week" -> {
        Set<DayOfWeek> week = set(needed(fields, on), 7, RecurringReader::dayOfWeek);
        yield week == null ? null : new Days.Weekly(week);
      }
      case "month" -> {
        Set<Integer> month = set(needed(fields, on), 31, RecurringReader::dayOfMonth);
        yield month == null ? null : new Days.Monthly(month);
      }
      default -> {
        every.wrong("It runs every day, week or month.");
        yield null;
      }
    };
  }

  private static @Nullable Node needed(Fields fields, @Nullable Node on) {
    return on != null
        ? on
        : fields.required("on", "The days: [\"mon\"] of a week, [1, 15] of a month.");
  }

  private static <T> @Nullable Set<T> set(
      @Nullable Node node, int max, Function<Node, @Nullable T> read) {
    var nodes = node == null ? null : node.list(max);
    if (nodes == null) {
      return null;
    }
    List<T> days = new ArrayList<>();
    for (var element : nodes) {
      var day = read.apply(element);
      if (day != null && days.contains(day)) {
        element.wrong("This day stands here twice.");
      }
      if (day != null) {
        days.add(day);
      }
    }
    return days.size() == nodes.size() ? new HashSet<>(days) : null;
  }

  private static @Nullable DayOfWeek dayOfWeek(Node node) {
    int day = node.json().isString() ? WEEK.indexOf(node.json().stringValue()) : -1;
    if (day < 0) {
      node.wrong("A day of the week is one of " + String.join(", ", WEEK) + ".");
      return null;
    }
    return DayOfWeek.of(day + 1);
  }

  private static @Nullable Integer dayOfMonth(Node node) {
    var day = node.whole(1, 31);
    return day == null ? null : Math.toIntExact(day);
  }

  private static @Nullable LocalTime time(Node node) {
    if (node.json().isString()) {
      try {
        var time = LocalTime.parse(node.json().stringValue());
        if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
          return time;
        }
      } catch (DateTimeException _) {
        // Told below, like everything else that is not a time of day.
      }
    }
    node.wrong("A time of day such as \"09:00\" stands here.");
    return null;
  }
}
