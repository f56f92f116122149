package dev.promontory.server.document;

import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.Schedule;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads when a live campaign is live: `{"start":"now","end":"2026-11-30T00:00"}`. One reader reads
/// one.
final class LiveReader {
  private final Map<String, LocalDateTime> dates = new LinkedHashMap<>();

  /// What of it could be read; the rest has its problems.
  ///
  /// @param zone the zone if none is named
  Timing read(Node node, ZoneId zone) {
    var fields = Fields.of(node);
    if (fields == null) {
      return Timing.NONE;
    }
    var start = fields.required("start", "When it starts: \"now\", or a local date and time.");
    var end = fields.optional("end");
    var named = fields.optional("timeZone");
    var namedZone = named == null ? zone : ScheduleReader.zone(named);
    for (var name : new String[] {"dates", "recurring"}) {
      var field = fields.optional(name);
      if (field != null) {
        field.wrong("A live campaign has a start and an end; " + name + " goes with runs.");
      }
    }
    fields.refuseOthers();
    boolean startsNow = start != null && isWord(start, "now");
    boolean endsNever = end == null || isWord(end, "never");
    var from = start == null || startsNow ? null : date(start);
    var to = end == null || endsNever ? null : date(end);
    boolean isRead = (startsNow || from != null) && (endsNever || to != null);
    if (end != null && from != null && to != null && !to.isAfter(from)) {
      end.wrong("It would end at " + to + ", before it starts at " + from + ".");
      isRead = false;
    }
    return new Timing(isRead ? new Schedule.Live(from, to) : null, dates, namedZone);
  }

  private static boolean isWord(Node node, String word) {
    return node.json().isString() && node.json().stringValue().equals(word);
  }

  private @Nullable LocalDateTime date(Node node) {
    var date = ScheduleReader.dateTime(node);
    if (date != null) {
      dates.put(node.path().toString(), date);
    }
    return date;
  }
}
