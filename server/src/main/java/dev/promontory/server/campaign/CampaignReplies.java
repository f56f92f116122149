package dev.promontory.server.campaign;

import dev.promontory.app.CampaignOutcome;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignOutcome.NotPossible;
import dev.promontory.app.CampaignOutcome.Outdated;
import dev.promontory.app.CampaignOutcome.TooManyRevisions;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Reply;
import io.helidon.http.Status;

/// What callers are told about actions on campaigns.
final class CampaignReplies {
  private CampaignReplies() {}

  /// @param done the status if it is done
  static Reply of(CampaignOutcome outcome, Status done) {
    return switch (outcome) {
      case Done(var campaign) -> Reply.of(done, CampaignView.of(campaign));
      case Flawed(var problems) -> Reply.of(Flaws.problem(problems));
      case NotPossible(var action, var status) ->
          Reply.of(Problem.of(Status.CONFLICT_409, "not-possible", action.refusal(status)));
      case Outdated(int revision) ->
          Reply.of(
              Problem.of(
                  Status.CONFLICT_409,
                  "outdated",
                  "The campaign was changed since: it is at revision " + revision + "."));
      case TooManyRevisions(int max) ->
          Reply.of(
              Problem.of(
                  Status.CONFLICT_409,
                  "too-many-revisions",
                  "A campaign has at most " + max + " revisions; clone it to go on."));
      case Unknown() -> Reply.of(unknown());
    };
  }

  static Problem unknown() {
    return Problem.of(Status.NOT_FOUND_404, "not-found", "There is no such campaign.");
  }
}
