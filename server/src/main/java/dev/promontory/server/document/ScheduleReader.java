package dev.promontory.server.document;

import dev.promontory.campaign.Schedule;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads when a campaign on past behaviour runs: the `when` of a campaign.
final class ScheduleReader {
  private static final int MIN_YEAR = 1900;
  private static final int MAX_YEAR = 2200;

  private ScheduleReader() {}

  /// A schedule and its zone.
  record Timing(Schedule schedule, ZoneId zone) {}

  /// A schedule, or null with its problems.
  ///
  /// @param zone the zone if none is named
  static @Nullable Timing read(Node node, ZoneId zone) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var way = fields.one("When it runs", List.of("start", "dates", "recurring"));
    var end = fields.optional("end");
    if (end != null && !(end.json().isString() && end.json().stringValue().equals("never"))) {
      end.wrong("An end goes with live campaigns; runs end with until or runs of recurring.");
    }
    var named = fields.optional("timeZone");
    var namedZone = named == null ? zone : zone(named);
    fields.refuseOthers();
    if (way == null) {
      return null;
    }
    var field = way.getValue();
    var schedule =
        switch (way.getKey()) {
          case "start" -> start(field);
          case "dates" -> dates(field);
          default -> RecurringReader.read(field);
        };
    return schedule == null || namedZone == null ? null : new Timing(schedule, namedZone);
  }

  private static @Nullable Schedule start(Node node) {
    if (node.json().isString() && node.json().stringValue().equals("now")) {
      return new Schedule.Now();
    }
    var date = dateTime(node);
    return date == null ? null : new Schedule.OnDates(List.of(date));
  }

  private static @Nullable Schedule dates(Node node) {
    var nodes = node.list(Schedule.MAX_DATES);
    if (nodes == null) {
      return null;
    }
    List<LocalDateTime> dates = new ArrayList<>(nodes.size());
    for (var element : nodes) {
      var date = dateTime(element);
      if (date != null && dates.contains(date)) {
        element.wrong("This date stands here twice.");
      }
      if (date != null) {
        dates.add(date);
      }
    }
    return dates.size() == nodes.size() ? new Schedule.OnDates(dates) : null;
  }

  /// A local date and time of day, to the second.
  static @Nullable LocalDateTime dateTime(Node node) {
    if (node.json().isString()) {
      try {
        var date = LocalDateTime.parse(node.json().stringValue());
        if (date.getYear() >= MIN_YEAR
            && date.getYear() <= MAX_YEAR
            && date.equals(date.truncatedTo(ChronoUnit.SECONDS))) {
          return date;
        }
      } catch (DateTimeException _) {
        // Told below, like everything else that is not a local date and time.
      }
    }
    node.wrong(
        "A local date and time such as \"2026-11-30T09:00\" stands here, without a zone: that is in"
            + " timeZone.");
    return null;
  }

  private static @Nullable ZoneId zone(Node node) {
    if (node.json().isString()
        && ZoneId.getAvailableZoneIds().contains(node.json().stringValue())) {
      return ZoneId.of(node.json().stringValue());
    }
    node.wrong("A time zone such as \"Asia/Kolkata\" or \"UTC\" stands here.");
    return null;
  }
}
