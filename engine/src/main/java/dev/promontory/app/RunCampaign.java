package dev.promontory.app;

import dev.promontory.app.ResolveRule.Resolution;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Campaign.Status;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Run;
import dev.promontory.rule.Rule;
import dev.promontory.rule.UserSet;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Carries out the runs of campaigns that are due (C3): computes the members once, when a run
/// starts, and stores them with its start; rewards them chunk by chunk; then plans the next run.
/// Whatever interrupts it, calling it again goes on where it was. One thread at a time.
public final class RunCampaign implements DueWork {
  private final Transactions transactions;
  private final PublishedDocuments documents;
  private final ResolveRule resolveRule;
  private final AskHistory askHistory;
  private final RewardMembers rewardMembers;

  private final Postponed postponed = new Postponed();

  public RunCampaign(
      Transactions transactions,
      PublishedDocuments documents,
      ResolveRule resolveRule,
      AskHistory askHistory,
      RewardMembers rewardMembers) {
    this.transactions = transactions;
    this.documents = documents;
    this.resolveRule = resolveRule;
    this.askHistory = askHistory;
    this.rewardMembers = rewardMembers;
  }

  @Override
  public Optional<Instant> nextDueAt() {
    var due = transactions.inTransaction(tx -> tx.runs().nextDueAt(postponed.runs()));
    return Stream.concat(due.stream(), postponed.nextEnd().stream()).min(Comparator.naturalOrder());
  }

  /// Starts one run that is due, if there is one, and rewards some chunks of the run with the
  /// fewest left: a small run does not wait for a large one. A run that fails is left alone for a
  /// while and keeps no other from going on.
  ///
  /// @throws AskHistory.Behind if history did not catch up; nothing was started
  /// @throws RuntimeException what one run failed with, after another has been worked on
  @Override
  public boolean doDue(Instant now) {
    var except = postponed.at(now);
    var failures = new ArrayList<RuntimeException>();
    transactions
        .inTransaction(tx -> tx.runs().nextToStart(now, except))
        .ifPresent(run -> attempt(run, now, failures, () -> start(run, now)));
    transactions
        .inTransaction(tx -> tx.runs().underWay(postponed.at(now), 1))
        .forEach(run -> attempt(run, now, failures, () -> goOn(run, now)));
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return nextDueAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  private void attempt(Run run, Instant now, List<RuntimeException> failures, Runnable step) {
    try {
      step.run();
      postponed.succeeded(run.id());
    } catch (StoreUnavailable | AskHistory.Behind e) {
      throw e;
    } catch (RuntimeException e) {
      postponed.failed(run.id(), now);
      failures.add(e);
    }
  }

  private void goOn(Run run, Instant now) {
    rewardMembers.reward(run, now);
    transactions.inTransaction(tx -> finish(tx, run, now));
  }

  private void start(Run planned, Instant now) {
    var found = transactions.inTransaction(tx -> tx.campaigns().hold(planned.campaignId()));
    var campaign = found.orElseThrow();
    var account = documents.accountOf(campaign);
    var document = documents.documentOf(campaign, account);
    var rule = rule(document.who());
    var resolution =
        transactions.inTransaction(
            tx -> resolveRule.resolve(tx.segments(), account.number(), rule));
    switch (resolution) {
      case Resolution.Resolved(Rule.OneOf(var users)) -> start(planned, campaign, users, now);
      case Resolution.Resolved(var resolved) ->
          start(planned, campaign, askHistory.members(account, resolved, now), now);
      case Resolution.Unresolved unresolved -> end(planned, campaign, unresolved.sentence(), now);
    }
  }

  private static Rule rule(Audience who) {
    return switch (who) {
      case Audience.ByRule(var rule) -> rule;
      case Audience.BySegment(long id) -> new Rule.InSegment(id, true);
      case Audience.ByList(long id) -> new Rule.InSegment(id, true);
    };
  }

  /// Stores the start. Nothing happens if, since the members were computed, the campaign was paused
  /// or stopped, or its document changed: then the run is looked at anew.
  private void start(Run planned, Campaign seen, UserSet members, Instant now) {
    transactions.inTransaction(
        tx -> {
          var campaign = tx.campaigns().lock(seen.id()).orElseThrow();
          var run = lockPlanned(tx, planned, campaign);
          if (run == null || campaign.revision() != seen.revision()) {
            return false;
          }
          tx.runs().start(run.started(campaign.revision(), now, members.size()), members);
          tx.campaigns().update(campaign.with(Status.RUNNING, now));
          return true;
        });
  }

  /// Ends a run that cannot be carried out, as if it had been.
  private void end(Run planned, Campaign seen, String reason, Instant now) {
    transactions.inTransaction(
        tx -> {
          var campaign = tx.campaigns().lock(seen.id()).orElseThrow();
          var run = lockPlanned(tx, planned, campaign);
          if (run != null) {
            var started = run.started(campaign.revision(), now, 0);
            tx.runs().start(started, UserSet.of());
            tx.runs().end(started.stopped(now, 0, reason));
            planNext(tx, campaign, now);
          }
          return run != null;
        });
  }

  /// The planned run, or null if it is not to start any more.
  private static @Nullable Run lockPlanned(Tx tx, Run planned, Campaign campaign) {
    boolean isActive = campaign.status() == Status.SCHEDULED || campaign.status() == Status.RUNNING;
    return tx.runs()
        .lock(planned.id())
        .filter(run -> isActive && run.status() == Run.Status.PLANNED)
        .orElse(null);
  }

  /// Ends a run whose members are all decided.
  private boolean finish(Tx tx, Run seen, Instant now) {
    var campaign = tx.campaigns().lock(seen.campaignId()).orElseThrow();
    var run = tx.runs().lock(seen.id()).filter(found -> found.status() == Run.Status.RUNNING);
    if (run.isEmpty() || !tx.runs().isDecided(seen.id())) {
      return false;
    }
    tx.runs().end(run.get().finished(now));
    planNext(tx, campaign, now);
    return true;
  }

  private void planNext(Tx tx, Campaign campaign, Instant now) {
    var document = documents.documentOf(campaign, documents.accountOf(campaign));
    if (PlanRuns.planNext(tx, campaign, document, null).isEmpty()) {
      tx.campaigns().update(campaign.with(Status.COMPLETED, now));
    } else if (campaign.status() == Status.SCHEDULED) {
      tx.campaigns().update(campaign.with(Status.RUNNING, now));
    }
  }
}
