package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Has deliveries sent anew, with the ids that they had.
public final class ReplayDeliveries {
  private final Alarm due;

  /// @param due rung when deliveries have become due
  public ReplayDeliveries(Alarm due) {
    this.due = due;
  }

  /// Has one sent anew, whatever has become of it.
  ///
  /// @return the delivery as it waits now, or empty if the account has no such webhook or delivery
  public Optional<Delivery> replay(Tx tx, Account account, DeliveryKey key, Instant now) {
    var webhook = tx.webhooks().find(account.number(), key.webhookId());
    if (webhook.isEmpty() || !tx.deliveries().replay(key, now)) {
      return Optional.empty();
    }
    tx.afterCommit(due::ring);
    return tx.deliveries().find(key);
  }

  /// Has those sent anew that failed, the oldest first, as far as there is room and
  /// [dev.promontory.webhook.Deliveries#MAX_REPLAY] go.
  ///
  /// @param since the earliest to be added to the queue
  /// @return how many, or empty if the account has no such webhook
  public OptionalInt replayFailed(Tx tx, Account account, long id, Instant since, Instant now) {
    if (tx.webhooks().lock(account.number(), id).isEmpty()) {
      return OptionalInt.empty();
    }
    tx.afterCommit(due::ring);
    return OptionalInt.of(tx.deliveries().replayFailed(id, since, now));
  }
}
