package dev.promontory.campaign;

import dev.promontory.grant.PointsReward;
import dev.promontory.rule.Rule;
import java.time.ZoneId;

/// A complete, checked description of a campaign on past behaviour or a custom list. Live
/// campaigns, and rewards other than points, join with their issues.
///
/// @param zone the campaign's zone, in which its dates are written and its limits count days
public record CampaignDocument(
    String name, Audience who, PointsReward reward, Schedule when, ZoneId zone) {

  /// Whom a run rewards.
  public sealed interface Audience {

    /// Those a rule holds for when the run starts.
    record ByRule(Rule rule) implements Audience {}

    /// The members of a saved segment when the run starts.
    record BySegment(long segmentId) implements Audience {}

    /// Those on a custom list.
    record ByList(long segmentId) implements Audience {}
  }
}
