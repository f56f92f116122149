package dev.promontory.live.attempt;

import dev.promontory.live.LiveCampaign;
import dev.promontory.live.Occasion;
import dev.promontory.live.Tolerance;
import dev.promontory.live.Trigger;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.match.Pattern;
import dev.promontory.log.LogRecord;
import dev.promontory.record.RecordBody;
import java.time.Instant;
import java.util.List;

/// Finds the attempts of a user among their events.
public final class Attempts {
  private Attempts() {}

  /// The attempts among some events of a user, in log order.
  ///
  /// @param changes of the campaign, in order; the first puts it
  /// @param events of the user that are [#isPartOf] the trigger, in log order; those from before
  ///   the campaign can cancel, but are no attempts
  /// @param now not before any of them was received
  public static List<Attempt> of(
      List<ProgramChange> changes, Tolerance tolerance, List<LogRecord> events, Instant now) {
    if (events.isEmpty()) {
      return List.of();
    }
    var telling = new Telling(changes, tolerance, events.getFirst().user());
    telling.begin(events.stream().filter(telling::isFromBefore).toList());
    events.stream().filter(event -> !telling.isFromBefore(event)).forEach(telling::take);
    return telling.end(now);
  }

  /// Whether an event is one of those that a campaign's trigger names.
  public static boolean isPartOf(LiveCampaign campaign, RecordBody.Event event) {
    return begins(campaign, event) || cancels(campaign, event);
  }

  /// Whether an event triggers a campaign or arms its deadline.
  static boolean begins(LiveCampaign campaign, RecordBody.Event event) {
    return switch (campaign.trigger()) {
      case Trigger.Action(var occasions) ->
          occasions.stream().anyMatch(each -> matches(campaign, each, event));
      case Trigger.Inaction inaction -> matches(campaign, inaction.done(), event);
    };
  }

  /// Whether an event cancels deadlines of a campaign.
  static boolean cancels(LiveCampaign campaign, RecordBody.Event event) {
    return switch (campaign.trigger()) {
      case Trigger.Action _ -> false;
      case Trigger.Inaction inaction -> matches(campaign, inaction.without(), event);
    };
  }

  private static boolean matches(LiveCampaign campaign, Occasion occasion, RecordBody.Event event) {
    var source = new Pattern.Source(occasion.event(), occasion.where(), campaign.zone());
    return new Pattern(source).matches(event);
  }
}
