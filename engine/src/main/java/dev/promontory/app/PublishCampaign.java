package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.CampaignOutcome.Done;
import dev.promontory.app.CampaignOutcome.Flawed;
import dev.promontory.app.CampaignOutcome.NotPossible;
import dev.promontory.app.CampaignOutcome.Unknown;
import dev.promontory.campaign.LifeCycle.Action;
import dev.promontory.campaign.Revision;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.Objects;

/// Publishes a draft: checks everything (C2), fixes its first revision (C1) and plans its first
/// run.
public final class PublishCampaign {
  private final Transactions transactions;
  private final CheckCampaign checkCampaign;
  private final Alarm alarm;

  public PublishCampaign(Transactions transactions, CheckCampaign checkCampaign, Alarm alarm) {
    this.transactions = transactions;
    this.checkCampaign = checkCampaign;
    this.alarm = alarm;
  }

  /// Publishes a campaign, which then is running, or scheduled if its first run is still to come.
  ///
  /// @param by who publishes it: an e-mail, or `api`
  public CampaignOutcome publish(Account account, long id, String by, Instant now) {
    var outcome = transactions.inTransaction(tx -> publish(tx, account, id, by, now));
    alarm.ring();
    return outcome;
  }

  private CampaignOutcome publish(Tx tx, Account account, long id, String by, Instant now) {
    tx.segments().lock(account.number());
    var found = tx.campaigns().lock(account.number(), id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var draft = found.get();
    if (!Action.PUBLISH.isPossible(draft.status())) {
      return new NotPossible(Action.PUBLISH, draft.status());
    }
    var checked = checkCampaign.check(tx, account, draft.text().documentJson(), now);
    if (!checked.problems().isEmpty()) {
      return new Flawed(checked.problems());
    }
    var document = Objects.requireNonNull(checked.reading().document());
    var first = document.when().next(now, null, 0, document.zone()).orElseThrow();
    var published = draft.published(now, first);
    tx.campaigns().update(published);
    tx.campaigns().saveSegments(published, checked.reading().summary().segments().keySet());
    tx.campaigns()
        .addRevision(new Revision(id, published.revision(), draft.text().documentJson(), by, now));
    tx.runs().plan(id, published.revision(), first);
    return new Done(published);
  }
}
