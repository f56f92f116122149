package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignNotation;
import dev.promontory.campaign.LiveChange;
import dev.promontory.campaign.LiveChange.Kind;
import dev.promontory.campaign.LiveChange.Terms;
import dev.promontory.campaign.Schedule;
import dev.promontory.live.LiveCampaign;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange;
import dev.promontory.live.host.ProgramChange.Action;
import dev.promontory.rule.Rule;
import dev.promontory.store.Tx;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the changes of live campaigns into the journal, and tells what they mean to the fold.
public final class LiveBook {
  private final CampaignNotation notation;
  private final ResolveRule resolveRule;

  public LiveBook(CampaignNotation notation, ResolveRule resolveRule) {
    this.notation = notation;
    this.resolveRule = resolveRule;
  }

  /// A campaign is to be live, or is another before it is.
  ///
  /// @param campaign as published
  /// @param document of its present revision, which was checked
  ProgramChange put(
      Tx tx, Account account, Campaign campaign, CampaignDocument document, Moment moment) {
    var filter = ((Audience.Live) document.who()).filter();
    var segments =
        filter == null
            ? Map.<Long, String>of()
            : resolveRule.written(tx.segments(), account.number(), filter);
    var start = Objects.requireNonNull(campaign.startsAt(), "a published campaign");
    var end = ((Schedule.Live) document.when()).endsAt(document.zone());
    var terms =
        new Terms(campaign.revision(), account.zone(), moment.position(), start, end, segments);
    return add(tx, campaign, moment, Kind.PUT, terms);
  }

  /// A campaign that is live has another document, which asks for the same users: it goes on with
  /// what it has counted, and with the rules that segments had.
  ///
  /// @throws IllegalStateException if it is not live
  ProgramChange revise(Tx tx, Campaign campaign, CampaignDocument document, Moment moment) {
    var before =
        tx.liveChanges()
            .terms(campaign.id())
            .orElseThrow(() -> new IllegalStateException(campaign.id() + " is not live"));
    var end = ((Schedule.Live) document.when()).endsAt(document.zone());
    var terms =
        new Terms(
            campaign.revision(),
            before.zone(),
            before.since(),
            before.start(),
            end,
            before.segments());
    return add(tx, campaign, moment, Kind.PUT, terms);
  }

  ProgramChange pause(Tx tx, Campaign campaign, Moment moment) {
    return add(tx, campaign, moment, Kind.PAUSE, null);
  }

  ProgramChange resume(Tx tx, Campaign campaign, Moment moment) {
    return add(tx, campaign, moment, Kind.RESUME, null);
  }

  ProgramChange remove(Tx tx, Campaign campaign, Moment moment) {
    return add(tx, campaign, moment, Kind.REMOVE, null);
  }

  private ProgramChange add(
      Tx tx, Campaign campaign, Moment moment, Kind kind, @Nullable Terms terms) {
    var change =
        new LiveChange(
            0, campaign.account(), campaign.id(), moment.position(), moment.at(), kind, terms);
    return programChange(tx, tx.liveChanges().add(change));
  }

  /// What a change means to the fold.
  ///
  /// @throws IllegalStateException if its document cannot be read any more
  ProgramChange programChange(Tx tx, LiveChange change) {
    return new ProgramChange(
        change.number(), change.account(), change.position(), change.at(), action(tx, change));
  }

  private Action action(Tx tx, LiveChange change) {
    return switch (change.kind()) {
      case PUT -> new Action.Put(live(tx, change, Objects.requireNonNull(change.terms())));
      case PAUSE -> new Action.Pause(change.campaignId());
      case RESUME -> new Action.Resume(change.campaignId());
      case REMOVE -> new Action.Remove(change.campaignId());
    };
  }

  private LiveCampaign live(Tx tx, LiveChange change, Terms terms) {
    var document = document(tx, change.campaignId(), terms.revision(), terms.zone());
    var who = (Audience.Live) document.who();
    return new LiveCampaign(
        change.campaignId(),
        terms.revision(),
        terms.zone(),
        who.trigger(),
        filter(tx, change.account(), who.filter(), terms),
        document.wanted(),
        new LiveCampaign.Life(terms.since(), terms.start(), terms.end()));
  }

  private @Nullable Rule filter(Tx tx, int account, @Nullable Rule filter, Terms terms) {
    return filter == null
        ? null
        : resolveRule.resolveAsOf(tx.segments(), account, filter, terms.segments());
  }

  /// The document of a revision that was published.
  ///
  /// @param zone of the account
  /// @throws IllegalStateException if it cannot be read any more
  CampaignDocument document(Tx tx, long campaignId, int revision, ZoneId zone) {
    var json =
        tx.campaigns()
            .revision(campaignId, revision)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "campaign %d has no revision %d".formatted(campaignId, revision)))
            .documentJson();
    var document = notation.read(json, zone).document();
    if (document == null) {
      throw new IllegalStateException(
          "revision %d of campaign %d cannot be read".formatted(revision, campaignId));
    }
    return document;
  }
}
