package dev.promontory.server.campaign;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignFilter;
import dev.promontory.campaign.LifeCycle;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.RewardType;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Query;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads which campaigns to list, and from when to when to look, from the parameters of a request.
final class FilterReader {
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private FilterReader() {}

  /// @param zone of the account, for dates
  static CampaignFilter read(ServerRequest request, ZoneId zone) {
    return new CampaignFilter(
        Query.text(request, "status").map(FilterReader::statuses).orElse(Set.of()),
        Query.text(request, "type").map(FilterReader::type).orElse(null),
        Query.text(request, "reward").map(FilterReader::reward).orElse(null),
        Query.text(request, "createdBy").orElse(null),
        Query.text(request, "q").orElse(null),
        from(request, zone).orElse(null),
        to(request, zone).orElse(null));
  }

  /// The beginning of a range: an instant, or a date, which begins with its day.
  static Optional<Instant> from(ServerRequest request, ZoneId zone) {
    return Query.text(request, "from").map(text -> instant("from", text, zone, 0));
  }

  /// The end of a range, no longer inside: an instant, or a date, which is inside to its end.
  static Optional<Instant> to(ServerRequest request, ZoneId zone) {
    return Query.text(request, "to").map(text -> instant("to", text, zone, 1));
  }

  private static Instant instant(String name, String text, ZoneId zone, int addedDays) {
    try {
      var instant =
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).plusDays(addedDays).atStartOfDay(zone).toInstant();
      if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
        return instant;
      }
    } catch (DateTimeException _) {
      // Told below, like an instant that nobody can mean.
    }
    throw new InvalidRequest(
        name, "this is a date such as 2026-11-30 or an instant such as 2026-11-30T09:00:00Z");
  }

  private static Set<Campaign.Status> statuses(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(FilterReader::status)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Campaign.Status status(String word) {
    return Arrays.stream(Campaign.Status.values())
        .filter(status -> LifeCycle.word(status).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                unknown(
                    "status",
                    "draft, scheduled, running, paused, completed, stopped or archived, several with commas between"));
  }

  private static Qualification type(String code) {
    return Qualification.ofCode(code)
        .orElseThrow(() -> unknown("type", "pastBehavior, customList or live"));
  }

  private static RewardType reward(String code) {
    return RewardType.ofCode(code)
        .orElseThrow(() -> unknown("reward", "points, coupon, voucher or custom"));
  }

  private static InvalidRequest unknown(String name, String words) {
    return new InvalidRequest(name, "this is " + words);
  }
}
