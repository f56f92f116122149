package dev.promontory.campaign;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which campaigns of an account to list. Null means all.
///
/// @param statuses empty means all that are not archived
/// @param search a part of the name without regard to case, or the id
/// @param startsFrom those whose first run starts at or after this instant
/// @param startsTo those whose first run starts before this instant
public record CampaignFilter(
    Set<Campaign.Status> statuses,
    @Nullable Qualification qualification,
    @Nullable RewardType reward,
    @Nullable String createdBy,
    @Nullable String search,
    @Nullable Instant startsFrom,
    @Nullable Instant startsTo) {

  public CampaignFilter {
    statuses = Set.copyOf(statuses);
  }

  /// All that are not archived.
  public static final CampaignFilter ALL =
      new CampaignFilter(Set.of(), null, null, null, null, null, null);
}
