package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.WebhookOutcome.NameTaken;
import dev.promontory.app.WebhookOutcome.Saved;
import dev.promontory.app.WebhookOutcome.TooMany;
import dev.promontory.app.WebhookOutcome.Unknown;
import dev.promontory.log.EventLog;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.Webhook.Dropped;
import dev.promontory.webhook.WebhookDraft;
import dev.promontory.webhook.Webhooks;
import java.time.Instant;

/// Creates a webhook, or changes what somebody wants of one.
public final class SaveWebhook {
  private final EventLog log;
  private final Alarm listening;

  /// @param listening rung when there is somebody to tell of what happens
  public SaveWebhook(EventLog log, Alarm listening) {
    this.log = log;
    this.listening = listening;
  }

  /// Creates a webhook. It is told of what is logged from now on (WH3).
  ///
  /// @param secret what its calls are signed with
  public WebhookOutcome create(
      Tx tx, Account account, WebhookDraft draft, Secrets secret, Instant now) {
    var webhooks = tx.webhooks();
    webhooks.lock();
    if (webhooks.list(account.number()).size() >= Webhooks.MAX_PER_ACCOUNT) {
      return new TooMany(Webhooks.MAX_PER_ACCOUNT);
    }
    long since = log.lastPosition();
    if (!webhooks.isAny()) {
      tx.deliveries().startAt(since);
    }
    var fresh =
        new Webhook(
            0, account.number(), draft, secret, Standing.NEW, Dropped.NONE, since, now, now);
    var created = webhooks.create(fresh);
    if (created.isEmpty()) {
      return new NameTaken(draft.name());
    }
    tx.afterCommit(listening::ring);
    return new Saved(created.get());
  }

  /// Changes a webhook. Deliveries that wait go where it leads from now on.
  public WebhookOutcome change(
      Tx tx, Account account, long id, WebhookDraft.Edit edit, Instant now) {
    // So that of two who want the same name at once the later one finds it taken.
    tx.webhooks().lock();
    var found = tx.webhooks().lock(account.number(), id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var changed = found.get().with(found.get().draft().with(edit), now);
    return tx.webhooks().update(changed)
        ? new Saved(changed)
        : new NameTaken(changed.draft().name());
  }
}
