package dev.promontory.server.http;

import dev.promontory.grant.Calendar;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// From when to when to look, and in which steps: the parameters `from`, `to` and `by`.
public final class TimeRange {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private TimeRange() {}

  /// The beginning of a range: an instant, or a date, which begins with its day.
  ///
  /// @throws InvalidRequest if it is there and neither
  public static Optional<Instant> from(ServerRequest request, ZoneId zone) {
    return Query.text(request, "from").map(text -> instant("from", text, zone, 0));
  }

  /// The end of a range, no longer inside: an instant, or a date, which is inside to its end.
  ///
  /// @throws InvalidRequest if it is there and neither
  public static Optional<Instant> to(ServerRequest request, ZoneId zone) {
    return Query.text(request, "to").map(text -> instant("to", text, zone, 1));
  }

  /// A point in time.
  ///
  /// @throws InvalidRequest if it is there and no instant
  public static Optional<Instant> instant(ServerRequest request, String name) {
    return Query.text(request, name)
        .map(
            text ->
                parse(text, ZoneId.of("UTC"), 0)
                    .filter(_ -> text.contains("T"))
                    .orElseThrow(
                        () ->
                            new InvalidRequest(
                                name, "this is an instant such as 2026-11-30T09:00:00Z")));
  }

  /// The length of a step: day, week or month.
  ///
  /// @throws InvalidRequest if it is none of them
  public static Calendar.Period period(String by) {
    return switch (by) {
      case "day" -> Calendar.Period.DAY;
      case "week" -> Calendar.Period.WEEK;
      case "month" -> Calendar.Period.MONTH;
      default -> throw new InvalidRequest("by", "this is day, week or month");
    };
  }

  private static Instant instant(String name, String text, ZoneId zone, int addedDays) {
    return parse(text, zone, addedDays)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    name,
                    "this is a date such as 2026-11-30 or an instant such as 2026-11-30T09:00:00Z"));
  }

  /// Empty if it is neither, or an instant that nobody can mean.
  private static Optional<Instant> parse(String text, ZoneId zone, int addedDays) {
    try {
      var instant =
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).plusDays(addedDays).atStartOfDay(zone).toInstant();
      return Optional.of(instant).filter(at -> at.isAfter(EARLIEST) && at.isBefore(LATEST));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
