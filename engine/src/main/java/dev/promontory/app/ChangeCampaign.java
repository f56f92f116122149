package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignOutcome.NotPossible;
import dev.promontory.app.CampaignOutcome.Outdated;
import dev.promontory.app.CampaignOutcome.TooManyRevisions;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.app.CampaignSteps.Place;
import dev.promontory.app.CheckCampaign.Checked;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.Campaigns;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.Revision;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.grant.Limits;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Changes the document of a campaign. A draft changes freely; a scheduled campaign to whatever can
/// be published; one under way only in its name, end, budgets and limits. Every change of a
/// published document is a new revision (C1).
public final class ChangeCampaign {
  private final CampaignSteps steps;
  private final CampaignNotation notation;
  private final CheckCampaign checkCampaign;
  private final Alarm alarm;

  public ChangeCampaign(
      CampaignSteps steps, CampaignNotation notation, CheckCampaign checkCampaign, Alarm alarm) {
    this.steps = steps;
    this.notation = notation;
    this.checkCampaign = checkCampaign;
    this.alarm = alarm;
  }

  /// A wanted change.
  ///
  /// @param id of the campaign
  /// @param documentJson the whole new document
  /// @param ofRevision the revision that the caller has seen, or null if that doesn't matter
  /// @param by who changes it: an e-mail, or `api`
  public record Change(long id, String documentJson, @Nullable Integer ofRevision, String by) {}

  /// Changes a campaign. What it may give from now on holds from the next batch of a run under way.
  public CampaignOutcome change(Account account, Change change, Instant now) {
    var outcome =
        steps.take(account, change.id(), now, (tx, place) -> change(tx, account, change, place));
    alarm.ring();
    return outcome;
  }

  private CampaignOutcome change(Tx tx, Account account, Change change, Place place) {
    tx.segments().lock(account.number());
    var found = tx.campaigns().lock(account.number(), change.id());
    if (found.isEmpty()) {
      return new Unknown();
    }
    var before = found.get();
    if (!Action.EDIT.isPossible(before.status())) {
      return new NotPossible(Action.EDIT, before.status());
    }
    if (change.ofRevision() != null && change.ofRevision() != before.revision()) {
      return new Outdated(before.revision());
    }
    if (before.status() != Status.DRAFT && before.revision() >= Campaigns.MAX_REVISIONS) {
      return new TooManyRevisions(Campaigns.MAX_REVISIONS);
    }
    return switch (before.status()) {
      case DRAFT -> changeDraft(tx, account, before, change, place.now());
      case SCHEDULED -> changeScheduled(tx, account, before, change, place);
      default -> changeUnderWay(tx, account, before, change, place);
    };
  }

  private CampaignOutcome changeDraft(
      Tx tx, Account account, Campaign before, Change change, Instant now) {
    var reading = notation.read(change.documentJson(), account.zone());
    if (!reading.fitsDraft()) {
      return new Flawed(DraftCampaign.hopeless(reading.problems()));
    }
    var text = Campaign.Text.of(reading.summary(), change.documentJson());
    var changed = before.with(text, before.revision(), now);
    tx.campaigns().update(changed);
    tx.campaigns().saveSegments(changed, reading.summary().segments().keySet());
    return new Done(changed);
  }

  private CampaignOutcome changeScheduled(
      Tx tx, Account account, Campaign before, Change change, Place place) {
    var checked = checkCampaign.check(tx, account, change.documentJson(), place.now());
    var problems = new ArrayList<>(checked.problems());
    var qualification = checked.reading().summary().qualification();
    if ((qualification == Qualification.LIVE) != CampaignSteps.isLive(before)) {
      problems.add(
          Problem.unfit(
              "qualification",
              "A campaign that is published does not become live, or cease to be; clone it."));
    }
    if (!problems.isEmpty()) {
      return new Flawed(problems);
    }
    var document = Objects.requireNonNull(checked.reading().document());
    var revised = revise(tx, before, checked, change, place.now());
    var changed = PublishCampaign.published(revised, document, place.now());
    tx.campaigns().update(changed);
    tx.runs().cancelPlanned(changed.id());
    PublishCampaign.begin(tx, account, changed, document, place);
    return new Done(changed);
  }

  private CampaignOutcome changeUnderWay(
      Tx tx, Account account, Campaign before, Change change, Place place) {
    var checked = checkCampaign.checkUnderWay(tx, account, change.documentJson());
    var problems = new ArrayList<>(checked.problems());
    var document = checked.reading().document();
    var present = notation.read(before.text().documentJson(), account.zone()).document();
    if (document != null && present != null) {
      problems.addAll(fixed(present, document));
      problems.addAll(passed(document, place.now()));
    }
    if (!problems.isEmpty() || document == null) {
      return new Flawed(problems);
    }
    if (present != null) {
      countAnew(tx, before, present.reward().limits());
    }
    var changed = revise(tx, before, checked, change, place.now());
    goOn(tx, changed, document, place);
    return new Done(tx.campaigns().find(account.number(), changed.id()).orElse(changed));
  }

  /// What was given without a limit counts against one that is set now (G2).
  private static void countAnew(Tx tx, Campaign before, Limits present) {
    if (present.campaignBudget() == null) {
      tx.grants().recount(before.id());
    }
    if (!present.areOnUsers()) {
      tx.grants().recountUsers(before.id());
    }
  }

  private static void goOn(Tx tx, Campaign changed, CampaignDocument document, Place place) {
    if (CampaignSteps.isLive(changed)) {
      place.change(place.book().revise(tx, changed, document, place.moment()));
      return;
    }
    var isUnderWay = tx.runs().open(changed.id()).filter(run -> run.startedAt() != null);
    if (isUnderWay.isEmpty() && PlanRuns.planNext(tx, changed, document, null).isEmpty()) {
      tx.campaigns().update(changed.with(Status.COMPLETED, place.now()));
    }
  }

  /// A live campaign is not ended by giving it an end in the past.
  private static List<Problem> passed(CampaignDocument document, Instant now) {
    if (document.when() instanceof Schedule.Live live) {
      var end = live.endsAt(document.zone());
      if (end != null && !end.isAfter(now)) {
        return List.of(Problem.unfit("when.end", "The end has passed; stop the campaign."));
      }
    }
    return List.of();
  }

  /// What may not change any more (S5).
  private static List<Problem> fixed(CampaignDocument present, CampaignDocument changed) {
    List<Problem> problems = new ArrayList<>();
    if (!present.who().equals(changed.who())) {
      problems.add(refused("who", "Whom it rewards"));
    }
    if (!present.reward().sameGift(changed.reward())) {
      problems.add(refused("what", "What it gives, budgets and limits apart,"));
    }
    if (!present.when().sameButEnd(changed.when()) || !present.zone().equals(changed.zone())) {
      problems.add(refused("when", "When it runs, the end apart,"));
    }
    return problems;
  }

  private static Problem refused(String path, String subject) {
    return Problem.unfit(path, subject + " cannot change while a campaign is under way.");
  }

  private static Campaign revise(
      Tx tx, Campaign before, Checked checked, Change change, Instant now) {
    int next = before.revision() + 1;
    var summary = checked.reading().summary();
    var changed = before.with(Campaign.Text.of(summary, change.documentJson()), next, now);
    tx.campaigns().update(changed);
    tx.campaigns().saveSegments(changed, summary.segments().keySet());
    tx.campaigns()
        .addRevision(new Revision(before.id(), next, change.documentJson(), change.by(), now));
    return changed;
  }
}
