package dev.promontory.live;

import dev.promontory.rule.Rule;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// What the fold must know of a live campaign.
///
/// @param id of the campaign
/// @param revision the one that qualifications name
/// @param zone in which days of conditions, windows and deadlines are told: the account's
/// @param filter what must hold of the user at the trigger or deadline, without [Rule.InSegment]
///   nodes; null if nothing must
/// @param wanted what the reward takes from the trigger event: a basis only with an action of one
///   event (S3.4), texts only with an action
public record LiveCampaign(
    long id,
    int revision,
    ZoneId zone,
    Trigger trigger,
    @Nullable Rule filter,
    Taken.Wanted wanted,
    Life life) {

  /// When a campaign is live.
  ///
  /// @param sincePosition position of the last record it does not see
  /// @param start records received before it are not seen
  /// @param end records received from then on are not seen, and open deadlines from then on are
  ///   dropped; null for never
  public record Life(long sincePosition, Instant start, @Nullable Instant end) {

    /// Whether the campaign is live at an instant.
    public boolean holds(Instant at) {
      return !at.isBefore(start) && (end == null || at.isBefore(end));
    }
  }

  public LiveCampaign {
    boolean isSingle = trigger instanceof Trigger.Action action && action.occasions().size() == 1;
    if (wanted.basis() != null && !isSingle) {
      throw new IllegalArgumentException("a basis takes exactly one trigger event");
    }
    if (!wanted.carried().isEmpty() && trigger instanceof Trigger.Inaction) {
      throw new IllegalArgumentException("an inaction has no event to take texts from");
    }
  }
}
