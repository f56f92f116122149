package dev.promontory.server.document;

import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.Schedule;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads when a campaign on past behaviour runs: the `when` of a campaign. One reader reads one.
final class ScheduleReader {
  private static final int MIN_YEAR = 1900;
  private static final int MAX_YEAR = 2200;

  private final Map<String, LocalDateTime> dates = new LinkedHashMap<>();

  /// What of a schedule could be read; the rest has its problems.
  ///
  /// @param zone the zone if none is named
  Timing read(Node node, ZoneId zone) {
    var fields = Fields.of(node);
    if (fields == null) {
      return Timing.NONE;
    }
    var way = fields.one("When it runs", List.of("start", "dates", "recurring"));
    var end = fields.optional("end");
    if (end != null && !(end.json().isString() && end.json().stringValue().equals("never"))) {
      end.wrong("An end goes with live campaigns; runs end with until or runs of recurring.");
    }
    var named = fields.optional("timeZone");
    var namedZone = named == null ? zone : zone(named);
    fields.refuseOthers();
    var schedule = way == null ? null : schedule(way.getKey(), way.getValue());
    return new Timing(schedule, dates, namedZone);
  }

  private @Nullable Schedule schedule(String way, Node node) {
    return switch (way) {
      case "start" -> start(node);
      case "dates" -> dates(node);
      default -> RecurringReader.read(node);
    };
  }

  private @Nullable Schedule start(Node node) {
    if (node.json().isString() && node.json().stringValue().equals("now")) {
      return new Schedule.Now();
    }
    return take(node) ? new Schedule.OnDates(List.copyOf(dates.values())) : null;
  }

  private @Nullable Schedule dates(Node node) {
    var nodes = node.list(Schedule.MAX_DATES);
    if (nodes == null) {
      return null;
    }
    int taken = 0;
    for (var element : nodes) {
      taken += take(element) ? 1 : 0;
    }
    return taken == nodes.size() ? new Schedule.OnDates(List.copyOf(dates.values())) : null;
  }

  /// Keeps a date that is there for the first time.
  private boolean take(Node node) {
    var date = dateTime(node);
    if (date == null) {
      return false;
    }
    if (dates.containsValue(date)) {
      node.wrong("This date stands here twice.");
      return false;
    }
    dates.put(node.path().toString(), date);
    return true;
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

  /// A named zone, or null with its problem.
  static @Nullable ZoneId zone(Node node) {
    if (node.json().isString()
        && ZoneId.getAvailableZoneIds().contains(node.json().stringValue())) {
      return ZoneId.of(node.json().stringValue());
    }
    node.wrong("A time zone such as \"Asia/Kolkata\" or \"UTC\" stands here.");
    return null;
  }
}
