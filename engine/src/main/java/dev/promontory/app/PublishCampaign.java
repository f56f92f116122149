package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignOutcome.NotPossible;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.app.CampaignSteps.Place;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.Revision;
import dev.promontory.campaign.Schedule;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.Objects;

/// Publishes a draft: checks everything (C2), fixes its first revision (C1) and plans its first
/// run.
public final class PublishCampaign {
  private final CampaignSteps steps;
  private final CheckCampaign checkCampaign;
  private final Alarm alarm;

  public PublishCampaign(CampaignSteps steps, CheckCampaign checkCampaign, Alarm alarm) {
    this.steps = steps;
    this.checkCampaign = checkCampaign;
    this.alarm = alarm;
  }

  /// Publishes a campaign, which then is running, or scheduled if its first run is still to come.
  ///
  /// @param by who publishes it: an e-mail, or `api`
  public CampaignOutcome publish(Account account, long id, String by, Instant now) {
    var outcome = steps.take(account, id, now, (tx, place) -> publish(tx, account, id, by, place));
    alarm.ring();
    return outcome;
  }

  private CampaignOutcome publish(Tx tx, Account account, long id, String by, Place place) {
    tx.segments().lock(account.number());
    var found = tx.campaigns().lock(account.number(), id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var draft = found.get();
    if (!Action.PUBLISH.isPossible(draft.status())) {
      return new NotPossible(Action.PUBLISH, draft.status());
    }
    if (CampaignSteps.isLive(draft)) {
      place.requireMoment();
    }
    var checked = checkCampaign.check(tx, account, draft.text().documentJson(), place.now());
    if (!checked.problems().isEmpty()) {
      return new Flawed(checked.problems());
    }
    var document = Objects.requireNonNull(checked.reading().document());
    var published = published(draft, document, place.now());
    tx.campaigns().update(published);
    tx.campaigns().saveSegments(published, checked.reading().summary().segments().keySet());
    tx.campaigns()
        .addRevision(
            new Revision(id, published.revision(), draft.text().documentJson(), by, place.now()));
    begin(tx, account, published, document, place);
    return new Done(published);
  }

  /// As it is once it is published.
  static Campaign published(Campaign campaign, CampaignDocument document, Instant now) {
    return document.when() instanceof Schedule.Live live
        ? campaign.publishedLive(now, live.startsAt(now, document.zone()))
        : campaign.published(
            now, document.when().next(now, null, 0, document.zone()).orElseThrow());
  }

  /// Plans the first run, or makes the fold see it.
  static void begin(
      Tx tx, Account account, Campaign published, CampaignDocument document, Place place) {
    if (document.when() instanceof Schedule.Live) {
      place.change(place.book().put(tx, account, published, document, place.moment()));
    } else {
      var first = Objects.requireNonNull(published.startsAt(), "a published campaign");
      tx.runs().plan(published.id(), published.revision(), first);
    }
  }
}
