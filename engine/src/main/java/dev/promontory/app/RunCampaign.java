package dev.promontory.app;

import dev.promontory.account.Account;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final Postponed<Long> postponed = new Postponed<>();

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
    var due = transactions.inTransaction(tx -> tx.runs().nextDueAt(postponed.all()));
    return Stream.concat(due.stream(), postponed.nextEnd().stream()).min(Comparator.naturalOrder());
  }

  /// Starts one run that is due, if there is one, and rewards some chunks of the run with the
  /// fewest left: a small run does not wait for a large one. A run that fails is left alone for a
  /// while and keeps no other from going on; nor does one that waits for history.
  ///
  /// @throws AskHistory.Behind if history did not catch up and nothing else is left to do
  /// @throws RuntimeException what one run failed with, after another has been worked on
  @Override
  public boolean doDue(Instant now) {
    var round = new Round(now, documents.accounts());
    startNext(round);
    transactions
        .inTransaction(tx -> tx.runs().underWay(postponed.at(now), 1))
        .forEach(run -> attempt(run, round, () -> goOn(run, round)));
    if (!round.failures.isEmpty()) {
      throw round.failures.getFirst();
    }
    if (round.behind != null && round.progressed == 0) {
      throw round.behind;
    }
    return nextDueAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  /// What happened in one call so far. Owned by its thread.
  private static final class Round {
    private final Instant now;
    private final Map<Integer, Account> accounts;
    private final List<RuntimeException> failures = new ArrayList<>();
    private final Set<Long> waiting = new HashSet<>();
    private AskHistory.@Nullable Behind behind;
    private int progressed;

    Round(Instant now, Map<Integer, Account> accounts) {
      this.now = now;
      this.accounts = accounts;
    }
  }

  /// Tries the runs that are due until one does not wait for history, or all of them do. The first
  /// waits as long as it may; the others then need not ask.
  private void startNext(Round round) {
    for (int waiting = -1; waiting < round.waiting.size(); ) {
      waiting = round.waiting.size();
      var except = new HashSet<>(postponed.at(round.now));
      except.addAll(round.waiting);
      transactions
          .inTransaction(tx -> tx.runs().nextToStart(round.now, except))
          .ifPresent(run -> attempt(run, round, () -> start(run, round)));
    }
  }

  private void attempt(Run run, Round round, Runnable step) {
    try {
      step.run();
      round.progressed++;
      postponed.succeeded(run.id());
    } catch (StoreUnavailable e) {
      throw e;
    } catch (AskHistory.Behind e) {
      round.behind = e;
      round.waiting.add(run.id());
    } catch (RuntimeException e) {
      postponed.failed(run.id(), round.now);
      round.failures.add(e);
    }
  }

  private void goOn(Run run, Round round) {
    rewardMembers.reward(run, round.now);
    transactions.inTransaction(tx -> finish(tx, run, round));
  }

  private void start(Run planned, Round round) {
    var found = transactions.inTransaction(tx -> tx.campaigns().hold(planned.campaignId()));
    var campaign = found.orElseThrow();
    var account = PublishedDocuments.of(campaign, round.accounts);
    var rule = rule(documents.documentOf(campaign, account).who());
    var resolution =
        transactions.inTransaction(
            tx -> resolveRule.resolve(tx.segments(), account.number(), rule));
    switch (resolution) {
      case Resolution.Resolved(Rule.OneOf(var users)) -> start(planned, campaign, users, round.now);
      case Resolution.Resolved(var resolved) ->
          start(planned, campaign, members(account, resolved, round), round.now);
      case Resolution.Unresolved unresolved -> end(planned, campaign, unresolved.sentence(), round);
    }
  }

  private UserSet members(Account account, Rule resolved, Round round) {
    if (round.behind != null) {
      throw round.behind;
    }
    return askHistory.members(account, resolved, round.now);
  }

  private static Rule rule(Audience who) {
    return switch (who) {
      case Audience.ByRule(var rule) -> rule;
      case Audience.BySegment(long id) -> new Rule.InSegment(id, true);
      case Audience.ByList(long id) -> new Rule.InSegment(id, true);
      case Audience.Live _ -> throw new IllegalStateException("a live campaign has no runs");
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
  private void end(Run planned, Campaign seen, String reason, Round round) {
    var now = round.now;
    transactions.inTransaction(
        tx -> {
          var campaign = tx.campaigns().lock(seen.id()).orElseThrow();
          var run = lockPlanned(tx, planned, campaign);
          if (run != null) {
            var started = run.started(campaign.revision(), now, 0);
            tx.runs().start(started, UserSet.of());
            tx.runs().end(started.stopped(now, 0, reason));
            planNext(tx, campaign, round);
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
  private boolean finish(Tx tx, Run seen, Round round) {
    var campaign = tx.campaigns().lock(seen.campaignId()).orElseThrow();
    var run = tx.runs().lock(seen.id()).filter(found -> found.status() == Run.Status.RUNNING);
    if (run.isEmpty() || !tx.runs().isDecided(seen.id())) {
      return false;
    }
    tx.runs().end(run.get().finished(round.now));
    planNext(tx, campaign, round);
    return true;
  }

  private void planNext(Tx tx, Campaign campaign, Round round) {
    var account = PublishedDocuments.of(campaign, round.accounts);
    var document = documents.documentOf(campaign, account);
    if (PlanRuns.planNext(tx, campaign, document, null).isEmpty()) {
      tx.campaigns().update(campaign.with(Status.COMPLETED, round.now));
    } else if (campaign.status() == Status.SCHEDULED) {
      tx.campaigns().update(campaign.with(Status.RUNNING, round.now));
    }
  }
}
