package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument.Audience;
import dev.promontory.campaign.Explanation;
import dev.promontory.campaign.Qualification;
import dev.promontory.campaign.Run;
import dev.promontory.rule.Rule;
import dev.promontory.store.Transactions;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Tells why a user got, or did not get, what a campaign gives.
public final class ExplainCampaign {
  private final Transactions transactions;
  private final Users users;
  private final PublishedDocuments documents;
  private final RuleNow ruleNow;
  private final ExplainLive explainLive;

  public ExplainCampaign(
      Transactions transactions,
      Users users,
      PublishedDocuments documents,
      RuleNow ruleNow,
      ExplainLive explainLive) {
    this.transactions = transactions;
    this.users = users;
    this.documents = documents;
    this.ruleNow = ruleNow;
    this.explainLive = explainLive;
  }

  /// Explains a campaign to a user; empty if the account has no such campaign.
  ///
  /// @throws AskHistory.Behind if history did not catch up
  public Optional<Explanation> explain(
      Account account, long campaignId, Identity identity, Instant now) {
    var found = transactions.inTransaction(tx -> tx.campaigns().find(account.number(), campaignId));
    return found.map(campaign -> explain(account, campaign, identity, now));
  }

  private Explanation explain(Account account, Campaign campaign, Identity identity, Instant now) {
    var found = users.find(account.number(), identity);
    if (found.isEmpty()) {
      return Explanation.none(null, "No user is known by this identity.");
    }
    long user = found.getAsLong();
    var decisions =
        transactions.inTransaction(
            tx -> tx.grants().decisions(user, campaign.id(), null, Explanation.MAX_DECISIONS));
    if (campaign.text().qualification() == Qualification.LIVE) {
      return live(account, campaign, new Explanation(user, decisions, null, List.of()), now);
    }
    if (!decisions.isEmpty()) {
      return new Explanation(user, decisions, null, List.of());
    }
    var last = transactions.inTransaction(tx -> tx.runs().lastStarted(campaign.id()));
    if (last.isEmpty()) {
      return Explanation.none(user, "The campaign has not run yet.");
    }
    var run = last.get();
    if (transactions.inTransaction(tx -> tx.runs().isMember(run.id(), user))) {
      return Explanation.none(user, undecided(run));
    }
    return outside(account, campaign, user, now);
  }

  private static String undecided(Run run) {
    return run.finishedAt() == null
        ? "The user is a member of run " + run.id() + ", which has not come to them yet."
        : "The user is a member of run " + run.id() + ", which was stopped before it came to them.";
  }

  /// What came of the user's attempts to qualify.
  ///
  /// @param decided who it is about, and the decisions
  private Explanation live(Account account, Campaign campaign, Explanation decided, Instant now) {
    long user = Objects.requireNonNull(decided.user(), "a user");
    if (campaign.publishedAt() == null) {
      return Explanation.none(user, "The campaign is not published.");
    }
    var attempts = explainLive.attempts(account, campaign, user, decided.decisions(), now);
    var explained = decided.decisions().isEmpty() ? outside(account, campaign, user, now) : decided;
    return explained.with(attempts);
  }

  /// The user was not among the members of the last run, or did not qualify live: how the rule
  /// stands to them now.
  private Explanation outside(Account account, Campaign campaign, long user, Instant now) {
    return switch (documents.documentOf(campaign, account).who()) {
      case Audience.ByList(long id) ->
          Explanation.none(user, "The user does not stand on list " + id + ", or did not then.");
      case Audience.BySegment(long id) ->
          new Explanation(
              user,
              List.of(),
              "The user was not in segment " + id + " when the last run started.",
              ruleNow.parts(account, new Rule.InSegment(id, true), "who.segmentId", user, now));
      case Audience.Live(_, var filter) ->
          new Explanation(
              user,
              List.of(),
              "The user did not qualify: what triggers the campaign did not happen while it was"
                  + " live, or its filter did not hold then.",
              filter == null ? List.of() : ruleNow.parts(account, filter, "who.filter", user, now));
      case Audience.ByRule(var rule) ->
          new Explanation(
              user,
              List.of(),
              "The rule did not hold for the user when the last run started.",
              ruleNow.parts(account, rule, "who.rule", user, now));
    };
  }
}
