package dev.promontory.campaign;

import dev.promontory.grant.PointsReward;
import dev.promontory.live.Taken;
import dev.promontory.live.Trigger;
import dev.promontory.points.EarnScheme;
import dev.promontory.record.Name;
import dev.promontory.rule.Rule;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A complete, checked description of a campaign. Its schedule is [Schedule.Live] exactly if its
/// audience is [Audience.Live]. Rewards other than points join with their issues.
///
/// @param zone the campaign's zone, in which its dates are written and its limits count days
public record CampaignDocument(
    String name, Audience who, PointsReward reward, Schedule when, ZoneId zone) {

  /// Whom it rewards.
  public sealed interface Audience {

    /// In each run, those a rule holds for when the run starts.
    record ByRule(Rule rule) implements Audience {}

    /// In each run, the members of a saved segment when the run starts.
    record BySegment(long segmentId) implements Audience {}

    /// In each run, those on a custom list.
    record ByList(long segmentId) implements Audience {}

    /// At once, those who do, or do not do, something.
    ///
    /// @param filter what must hold of the user then, in which [Rule.InSegment] nodes may still
    ///   stand; null if nothing must
    record Live(Trigger trigger, @Nullable Rule filter) implements Audience {}
  }

  public CampaignDocument {
    if (who instanceof Audience.Live != when instanceof Schedule.Live) {
      throw new IllegalArgumentException("who and when are of different kinds");
    }
  }

  /// What the reward takes from a trigger event.
  public Taken.Wanted wanted() {
    return new Taken.Wanted(basis(reward.earn()), Set.copyOf(reward.metadata().carried().values()));
  }

  private static @Nullable Name basis(EarnScheme earn) {
    return switch (earn) {
      case EarnScheme.Percentage percentage -> percentage.property();
      case EarnScheme.Proportional proportional -> proportional.property();
      case EarnScheme.Flat _, EarnScheme.Random _ -> null;
    };
  }
}
