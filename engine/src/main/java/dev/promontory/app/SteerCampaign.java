package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.NotPossible;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.app.CampaignSteps.Place;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.Run;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Pauses, resumes, stops, archives and deletes campaigns, as far as their status allows (S5).
public final class SteerCampaign {
  private final CampaignSteps steps;
  private final CampaignNotation notation;
  private final Alarm alarm;

  public SteerCampaign(CampaignSteps steps, CampaignNotation notation, Alarm alarm) {
    this.steps = steps;
    this.notation = notation;
    this.alarm = alarm;
  }

  /// Holds a campaign: a run under way stops after the batch it is at, no other starts, and a live
  /// campaign sees no events. When this returns, nobody is rewarded any more.
  public CampaignOutcome pause(Account account, long id, Instant now) {
    return steer(
        account,
        id,
        now,
        Action.PAUSE,
        (tx, campaign, place) -> {
          if (CampaignSteps.isLive(campaign)) {
            place.change(place.book().pause(tx, campaign, place.moment()));
          }
          return set(tx, campaign, Status.PAUSED, place.now());
        });
  }

  /// Lets a paused campaign go on: a run that was under way continues where it was, and one that
  /// was due before the pause starts; runs that would have started in the meantime are left out,
  /// and a campaign without any more is completed. What a live campaign did not see is not made up
  /// for (S3.7).
  public CampaignOutcome resume(Account account, long id, Instant now) {
    return steer(
        account,
        id,
        now,
        Action.RESUME,
        (tx, campaign, place) -> {
          if (CampaignSteps.isLive(campaign)) {
            place.change(place.book().resume(tx, campaign, place.moment()));
            return set(tx, campaign, Status.RUNNING, place.now());
          }
          return resume(tx, account, campaign, place.now());
        });
  }

  /// Ends a campaign for good. What it gave stays.
  public CampaignOutcome stop(Account account, long id, Instant now) {
    return steer(
        account,
        id,
        now,
        Action.STOP,
        (tx, campaign, place) -> {
          if (CampaignSteps.isLive(campaign)) {
            place.change(place.book().remove(tx, campaign, place.moment()));
          }
          tx.runs().open(id).ifPresent(run -> stop(tx, run, place.now()));
          return set(tx, campaign, Status.STOPPED, place.now());
        });
  }

  /// Hides a campaign that has ended, or a draft, and keeps everything. What it named is no longer
  /// in use by it.
  public CampaignOutcome archive(Account account, long id, Instant now) {
    return steer(
        account,
        id,
        now,
        Action.ARCHIVE,
        (tx, campaign, place) -> {
          tx.campaigns().saveSegments(campaign, List.of());
          return set(tx, campaign, Status.ARCHIVED, place.now());
        });
  }

  /// Removes a draft.
  public CampaignOutcome delete(Account account, long id, Instant now) {
    return steer(
        account,
        id,
        now,
        Action.DELETE,
        (tx, campaign, _) -> {
          tx.campaigns().delete(id);
          return campaign;
        });
  }

  private interface Turn {
    Campaign take(Tx tx, Campaign campaign, Place place);
  }

  private CampaignOutcome steer(Account account, long id, Instant now, Action action, Turn turn) {
    var outcome =
        steps.take(
            account,
            id,
            now,
            (tx, place) -> {
              tx.segments().lock(account.number());
              var found = tx.campaigns().lock(account.number(), id);
              if (found.isEmpty()) {
                return new Unknown();
              }
              var campaign = found.get();
              return action.isPossible(campaign.status())
                  ? new Done(turn.take(tx, campaign, place))
                  : new NotPossible(action, campaign.status());
            });
    alarm.ring();
    return outcome;
  }

  private static Campaign set(Tx tx, Campaign campaign, Status status, Instant now) {
    tx.campaigns().update(campaign.with(status, now));
    return tx.campaigns().find(campaign.account(), campaign.id()).orElseThrow();
  }

  private Campaign resume(Tx tx, Account account, Campaign campaign, Instant now) {
    var pausedAt = Objects.requireNonNull(campaign.pausedAt(), "a paused campaign");
    var missed =
        tx.runs()
            .open(campaign.id())
            .filter(run -> run.startedAt() == null)
            .map(Run::plannedAt)
            .filter(at -> at.isAfter(pausedAt) && at.isBefore(now));
    if (missed.isEmpty()) {
      return set(tx, campaign, Status.RUNNING, now);
    }
    var reading = notation.read(campaign.text().documentJson(), account.zone());
    var document = Objects.requireNonNull(reading.document(), "a published document");
    var next = PlanRuns.planNext(tx, campaign, document, now);
    return set(tx, campaign, next.isPresent() ? Status.RUNNING : Status.COMPLETED, now);
  }

  private static void stop(Tx tx, Run run, Instant now) {
    if (run.startedAt() == null) {
      tx.runs().cancelPlanned(run.campaignId());
    } else {
      tx.runs().end(run.stopped(now, tx.runs().countDecided(run.id()), null));
    }
  }
}
