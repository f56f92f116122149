package dev.promontory.server;

import dev.promontory.app.Alarm;
import dev.promontory.app.AnswerOnce;
import dev.promontory.app.AskHistory;
import dev.promontory.app.CampaignSteps;
import dev.promontory.app.ChangeCampaign;
import dev.promontory.app.CheckCampaign;
import dev.promontory.app.DraftCampaign;
import dev.promontory.app.EstimateSegment;
import dev.promontory.app.ExplainCampaign;
import dev.promontory.app.ExplainLive;
import dev.promontory.app.GrantRewards;
import dev.promontory.app.JournalOfPrograms;
import dev.promontory.app.LiveBook;
import dev.promontory.app.LiveCourse;
import dev.promontory.app.PublishCampaign;
import dev.promontory.app.PublishedDocuments;
import dev.promontory.app.ResolveRule;
import dev.promontory.app.RewardMembers;
import dev.promontory.app.RuleNow;
import dev.promontory.app.RunCampaign;
import dev.promontory.app.SaveSegment;
import dev.promontory.app.SteerCampaign;
import dev.promontory.grant.Decisions;
import dev.promontory.live.Tolerance;
import dev.promontory.server.campaign.CampaignApi;
import dev.promontory.server.campaign.CampaignReports;
import dev.promontory.server.document.CampaignReader;
import dev.promontory.server.document.SegmentReader;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Resource;
import dev.promontory.server.segment.ListApi;
import dev.promontory.server.segment.SegmentApi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/// Wires segments and campaigns: what writes them, what runs them, and their HTTP interface.
final class Campaigning {
  /// How long a question waits for history to catch up with the log.
  private static final Duration HISTORY_PATIENCE = Duration.ofSeconds(20);

  /// How long a run waits for it before others have their turn; it is tried again.
  private static final Duration RUN_PATIENCE = Duration.ofSeconds(5);

  private final Stores stores;
  private final InstantSource clock;
  private final Alarm due;
  private final Once once;
  private final SegmentReader segmentReader = new SegmentReader();
  private final CampaignReader campaignReader = new CampaignReader();
  private final ResolveRule resolveRule = new ResolveRule(segmentReader);
  private final PublishedDocuments documents;
  private final LiveBook liveBook = new LiveBook(campaignReader, resolveRule);
  private final AskHistory askHistory;
  private final GrantRewards grantRewards;

  /// @param due rung when a run may be due
  /// @param decisions hears of what is granted and refused
  Campaigning(Stores stores, InstantSource clock, Alarm due, Decisions decisions) {
    this.stores = stores;
    this.clock = clock;
    this.due = due;
    this.once = new Once(new AnswerOnce(stores.transactions()), clock);
    this.documents = new PublishedDocuments(stores.accounts(), campaignReader);
    this.askHistory = new AskHistory(stores.log(), stores.history(), HISTORY_PATIENCE);
    this.grantRewards = new GrantRewards(decisions);
  }

  /// The runs.
  ///
  /// @param helper rewards a second chunk while the first is being rewarded
  RunCampaign runCampaign(Executor helper) {
    var transactions = stores.transactions();
    var rewardMembers = new RewardMembers(transactions, documents, grantRewards, helper);
    var askBriefly = new AskHistory(stores.log(), stores.history(), RUN_PATIENCE);
    return new RunCampaign(transactions, documents, resolveRule, askBriefly, rewardMembers);
  }

  /// What all rewards go through.
  GrantRewards grantRewards() {
    return grantRewards;
  }

  /// The journal of live campaigns.
  LiveBook liveBook() {
    return liveBook;
  }

  List<Resource> resources(CampaignSteps steps) {
    return List.of(segmentApi(), listApi(), campaignApi(steps), campaignReports());
  }

  private SegmentApi segmentApi() {
    var transactions = stores.transactions();
    return new SegmentApi(
        new SegmentApi.Parts(
            transactions,
            stores.users(),
            segmentReader,
            new SaveSegment(resolveRule),
            new EstimateSegment(transactions, resolveRule, askHistory),
            once,
            clock));
  }

  private ListApi listApi() {
    return new ListApi(stores.users(), once, clock);
  }

  private CampaignApi campaignApi(CampaignSteps steps) {
    var transactions = stores.transactions();
    var check = new CheckCampaign(campaignReader, resolveRule);
    return new CampaignApi(
        new CampaignApi.Parts(
            transactions,
            new DraftCampaign(campaignReader),
            new ChangeCampaign(steps, campaignReader, check, due),
            check,
            new PublishCampaign(steps, check, due),
            new SteerCampaign(steps, campaignReader, due),
            once,
            clock));
  }

  private CampaignReports campaignReports() {
    var transactions = stores.transactions();
    var ruleNow = new RuleNow(transactions, resolveRule, askHistory);
    var journal = new JournalOfPrograms(transactions, liveBook);
    var course = new LiveCourse(journal::changesOf, transactions, resolveRule);
    var live = new ExplainLive(stores.log(), askHistory, documents, course, Tolerance.DEFAULT);
    var explain = new ExplainCampaign(transactions, stores.users(), documents, ruleNow, live);
    return new CampaignReports(stores.transactions(), stores.users(), explain, clock);
  }
}
