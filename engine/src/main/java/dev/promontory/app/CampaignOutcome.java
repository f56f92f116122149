package dev.promontory.app;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.document.Problem;
import java.util.List;

/// What came of an action on a campaign.
public sealed interface CampaignOutcome {

  /// It is done.
  ///
  /// @param campaign as it is now
  record Done(Campaign campaign) implements CampaignOutcome {}

  /// The document cannot be used; nothing was changed.
  record Flawed(List<Problem> problems) implements CampaignOutcome {}

  /// The campaign is in a status in which this cannot be done (S5); nothing was changed.
  record NotPossible(Action action, Campaign.Status status) implements CampaignOutcome {}

  /// The caller changed another revision than the present one; nothing was changed.
  record Outdated(int revision) implements CampaignOutcome {}

  /// The campaign has been changed as often as it can be; nothing was changed.
  record TooManyRevisions(int max) implements CampaignOutcome {}

  /// The account has no such campaign.
  record Unknown() implements CampaignOutcome {}
}
