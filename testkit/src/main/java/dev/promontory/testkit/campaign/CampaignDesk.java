package dev.promontory.testkit.campaign;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.app.AskHistory;
import dev.promontory.app.CampaignOutcome;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignSteps;
import dev.promontory.app.ChangeCampaign;
import dev.promontory.app.ChangeCampaign.Change;
import dev.promontory.app.CheckCampaign;
import dev.promontory.app.DraftCampaign;
import dev.promontory.app.GrantRewards;
import dev.promontory.app.LiveBook;
import dev.promontory.app.PublishCampaign;
import dev.promontory.app.PublishedDocuments;
import dev.promontory.app.ResolveRule;
import dev.promontory.app.RewardMembers;
import dev.promontory.app.RunCampaign;
import dev.promontory.app.SaveList;
import dev.promontory.app.SegmentOutcome.Saved;
import dev.promontory.app.SteerCampaign;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.CampaignFilter;
import dev.promontory.campaign.LiveChange;
import dev.promontory.campaign.Revision;
import dev.promontory.campaign.Run;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.Grants;
import dev.promontory.grant.Limits;
import dev.promontory.grant.Limits.OnShortBudget;
import dev.promontory.grant.PointsReward;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.record.Name;
import dev.promontory.rule.Rule;
import dev.promontory.rule.Test.Exists;
import dev.promontory.rule.UserSet;
import dev.promontory.segment.SegmentUse;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.Rewards;
import dev.promontory.testkit.RuleBook;
import dev.promontory.testkit.live.StillHost;
import dev.promontory.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Campaigns of one account with everything that runs them, and short ways to make and steer them.
final class CampaignDesk {
  static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");

  final CampaignBook book = new CampaignBook();
  final SetHistory history = new SetHistory();
  final Account account;
  final Wallet wallet;
  private final Transactions transactions;
  private final ResolveRule resolveRule = new ResolveRule(new RuleBook());
  private final CheckCampaign check = new CheckCampaign(book, resolveRule);
  private final Accounts accounts;

  CampaignDesk(Transactions transactions, Accounts accounts) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.account = accounts.create("shop" + Rewards.fresh(), "Europe/Berlin", "h");
    this.wallet = new Rewards(transactions, account).wallet();
  }

  /// What runs campaigns, on transactions that may be others than those of the desk.
  RunCampaign runner(Transactions used) {
    var alone = new OneConnection(used, accounts);
    var documents = new PublishedDocuments(alone.accounts(), book);
    var askHistory = new AskHistory(new MemoryEventLog(), history, Duration.ofSeconds(1));
    var reward = new RewardMembers(alone, documents, new GrantRewards(), Runnable::run);
    return new RunCampaign(alone, documents, resolveRule, askHistory, reward);
  }

  /// A campaign that gives everybody whom history knows 10 points.
  CampaignDocument document(Schedule when) {
    return document(new Audience.ByRule(anybody()), reward(null), when);
  }

  CampaignDocument document(Audience who, PointsReward reward, Schedule when) {
    return new CampaignDocument("Spring", who, reward, when, account.zone());
  }

  static Rule anybody() {
    return new Rule.HasProperty(Name.of("Country"), new Exists());
  }

  PointsReward reward(@Nullable Points budget) {
    return PointsReward.of(wallet.id(), new EarnScheme.Flat(Points.of(10)))
        .with(Limits.ofCampaign(budget, OnShortBudget.REFUSE));
  }

  Campaign draft(String json) {
    return done(
        transactions.inTransaction(
            tx -> new DraftCampaign(book).create(tx, account, json, "api", NOW)));
  }

  CampaignOutcome publish(long id, Instant now) {
    return new PublishCampaign(steps(now), check, () -> {}).publish(account, id, "api", now);
  }

  /// Drafts and publishes.
  Campaign published(CampaignDocument document, Instant now) {
    return done(publish(draft(book.write(document)).id(), now));
  }

  CampaignOutcome change(long id, CampaignDocument document, Instant now) {
    return change(id, book.write(document), null, now);
  }

  CampaignOutcome change(long id, String json, @Nullable Integer ofRevision, Instant now) {
    return new ChangeCampaign(steps(now), book, check, () -> {})
        .change(account, new Change(id, json, ofRevision, "api"), now);
  }

  SteerCampaign steer() {
    return new SteerCampaign(steps(NOW), book, () -> {});
  }

  /// What writes the journal of live campaigns.
  LiveBook liveBook() {
    return new LiveBook(book, resolveRule);
  }

  /// A pause of a campaign, without a number yet.
  static LiveChange pausing(Campaign campaign) {
    return new LiveChange(
        0, campaign.account(), campaign.id(), 0, NOW, LiveChange.Kind.PAUSE, null);
  }

  /// @param now when programs of live campaigns change
  CampaignSteps steps(Instant now) {
    var host = new StillHost(InstantSource.fixed(now));
    return new CampaignSteps(transactions, host, liveBook());
  }

  /// Ends all campaigns, so that the next desk on the same stores is not asked to run them.
  void stopAll() {
    page(CampaignFilter.ALL).forEach(campaign -> steer().stop(account, campaign.id(), NOW));
  }

  Campaign find(long id) {
    return transactions.inTransaction(
        tx -> tx.campaigns().find(account.number(), id).orElseThrow());
  }

  List<Run> runs(long id) {
    return transactions.inTransaction(tx -> tx.runs().page(id, null, 100));
  }

  long list(UserSet users) {
    var outcome =
        transactions.inTransaction(
            tx -> new SaveList().create(tx, account, "List " + Rewards.fresh(), users, NOW));
    return outcome instanceof Saved(var segment) ? segment.id() : 0;
  }

  /// Does everything due at an instant, giving up after many steps.
  void runAll(RunCampaign runner, Instant now) {
    for (int step = 0; step < 1_000; step++) {
      if (!runner.doDue(now)) {
        return;
      }
    }
    throw new AssertionError("there is no end to what is due");
  }

  /// What a user has.
  Points balance(long user) {
    return new Rewards(transactions, account).holding(wallet, user).balance().active();
  }

  static Campaign done(CampaignOutcome outcome) {
    return switch (outcome) {
      case Done(var campaign) -> campaign;
      default -> throw new AssertionError("not done: " + outcome);
    };
  }

  List<Revision> revisions(long id) {
    return transactions.inTransaction(tx -> tx.campaigns().revisions(id));
  }

  List<SegmentUse> uses(long segmentId) {
    return transactions.inTransaction(tx -> tx.segments().uses(segmentId));
  }

  List<Campaign> page(CampaignFilter filter) {
    return transactions.inTransaction(
        tx -> tx.campaigns().page(account.number(), filter, null, 100));
  }

  static CampaignFilter filter(Set<Campaign.Status> statuses, @Nullable String search) {
    return new CampaignFilter(statuses, null, null, null, search, null, null);
  }

  static CampaignDocument named(CampaignDocument document, String name) {
    return new CampaignDocument(
        name, document.who(), document.reward(), document.when(), document.zone());
  }

  static List<Problem> problems(CampaignOutcome outcome) {
    return switch (outcome) {
      case Flawed(var problems) -> problems;
      default -> throw new AssertionError("not flawed: " + outcome);
    };
  }

  Run onlyRun(Campaign campaign) {
    var runs = runs(campaign.id());
    if (runs.size() != 1) {
      throw new AssertionError("not one run: " + runs);
    }
    return runs.getFirst();
  }

  boolean isMember(long run, long user) {
    return transactions.inTransaction(tx -> tx.runs().isMember(run, user));
  }

  /// All grants of a campaign.
  List<Grant> grants(Campaign campaign) {
    return transactions.inTransaction(
        tx -> {
          List<Grant> all = new ArrayList<>();
          var page = tx.grants().page(campaign.id(), null, Grants.MAX_PAGE);
          while (!page.isEmpty()) {
            all.addAll(page);
            page = tx.grants().page(campaign.id(), all.getLast().key(), Grants.MAX_PAGE);
          }
          return all;
        });
  }

  /// What a campaign has given in all.
  Points given(Campaign campaign) {
    return grants(campaign).stream()
        .map(Grant::outcome)
        .map(outcome -> outcome instanceof Granted granted ? granted.points() : Points.ZERO)
        .reduce(Points.ZERO, Points::plus);
  }

  /// Users 1 to `count`.
  static UserSet members(int count) {
    return UserSet.of(LongStream.rangeClosed(1, count).toArray());
  }
}
