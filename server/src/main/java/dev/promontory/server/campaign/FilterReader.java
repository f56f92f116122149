package dev.promontory.server.campaign;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignFilter;
import dev.promontory.campaign.LifeCycle;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.RewardType;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.TimeRange;
import io.helidon.webserver.http.ServerRequest;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads which campaigns to list from the parameters of a request.
final class FilterReader {
  private FilterReader() {}

  /// @param zone of the account, for dates
  static CampaignFilter read(ServerRequest request, ZoneId zone) {
    return new CampaignFilter(
        Query.text(request, "status").map(FilterReader::statuses).orElse(Set.of()),
        Query.text(request, "type").map(FilterReader::type).orElse(null),
        Query.text(request, "reward").map(FilterReader::reward).orElse(null),
        Query.text(request, "createdBy").orElse(null),
        Query.text(request, "q").orElse(null),
        TimeRange.from(request, zone).orElse(null),
        TimeRange.to(request, zone).orElse(null));
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
