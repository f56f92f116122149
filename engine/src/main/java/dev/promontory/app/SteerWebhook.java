package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.WebhookOutcome.Saved;
import dev.promontory.app.WebhookOutcome.Unknown;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Standing.Status;
import dev.promontory.webhook.Webhook;
import java.time.Instant;
import java.util.function.UnaryOperator;

/// Pauses, resumes and deletes webhooks, and gives them new secrets.
public final class SteerWebhook {
  private final Alarm due;

  /// @param due rung when deliveries have become due
  public SteerWebhook(Alarm due) {
    this.due = due;
  }

  /// Sends no more to a webhook until it is resumed; deliveries go on being added, and wait.
  public WebhookOutcome pause(Tx tx, Account account, long id, Instant now) {
    return change(tx, account, id, webhook -> webhook.with(paused(webhook.standing()), now));
  }

  private static Standing paused(Standing before) {
    return new Standing(Status.PAUSED, before.failingSince());
  }

  /// Sends again to a webhook that was paused or suspended, beginning with everything that waits.
  public WebhookOutcome resume(Tx tx, Account account, long id, Instant now) {
    var outcome = change(tx, account, id, webhook -> webhook.with(Standing.NEW, now));
    if (outcome instanceof Saved) {
      tx.deliveries().hurry(id, now);
      tx.afterCommit(due::ring);
    }
    return outcome;
  }

  /// Deletes a webhook: nothing more is sent. Its deliveries are removed after a while.
  public WebhookOutcome delete(Tx tx, Account account, long id, Instant now) {
    var deleted = new Standing(Status.DELETED, null);
    return change(tx, account, id, webhook -> webhook.with(deleted, now));
  }

  /// Signs with a new secret; the one before signs beside it for a while.
  public WebhookOutcome rotate(Tx tx, Account account, long id, String secret, Instant now) {
    return change(
        tx, account, id, webhook -> webhook.with(webhook.secrets().rotated(secret, now), now));
  }

  private static WebhookOutcome change(
      Tx tx, Account account, long id, UnaryOperator<Webhook> change) {
    var found = tx.webhooks().lock(account.number(), id);
    if (found.isEmpty()) {
      return new Unknown();
    }
    var changed = change.apply(found.get());
    if (!tx.webhooks().update(changed)) {
      throw new IllegalStateException("webhook " + id + " has kept its name, and it is taken");
    }
    return new Saved(changed);
  }
}
