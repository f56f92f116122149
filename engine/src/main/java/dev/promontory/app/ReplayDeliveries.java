package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.app.ReplayDeliveries.Outcome.Replayed;
import dev.promontory.app.ReplayDeliveries.Outcome.TooManyWaiting;
import dev.promontory.app.ReplayDeliveries.Outcome.Unknown;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.Delivery.State;
import dev.promontory.webhook.DeliveryKey;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// Has deliveries sent anew, with the ids that they had.
public final class ReplayDeliveries {
  private final Alarm due;

  /// @param due rung when deliveries have become due
  public ReplayDeliveries(Alarm due) {
    this.due = due;
  }

  /// What came of having one sent anew.
  public sealed interface Outcome {
    /// It waits.
    record Replayed(Delivery delivery) implements Outcome {}

    /// The account has no such webhook or delivery.
    record Unknown() implements Outcome {}

    /// As many wait for the webhook as may (WH2).
    record TooManyWaiting(int max) implements Outcome {}
  }

  /// Has one sent anew, whatever has become of it.
  public Outcome replay(Tx tx, Account account, DeliveryKey key, Instant now) {
    tx.webhooks().lock();
    var found =
        tx.webhooks()
            .find(account.number(), key.webhookId())
            .flatMap(_ -> tx.deliveries().find(key));
    if (found.isEmpty()) {
      return new Unknown();
    }
    if (found.get().state() != State.WAITING && !hasRoom(tx, key.webhookId())) {
      return new TooManyWaiting(Deliveries.MAX_WAITING);
    }
    if (!tx.deliveries().replay(key, now)) {
      return new Unknown();
    }
    tx.afterCommit(due::ring);
    return tx.deliveries().find(key).<Outcome>map(Replayed::new).orElseGet(Unknown::new);
  }

  private static boolean hasRoom(Tx tx, long webhookId) {
    var waiting = tx.deliveries().waiting(List.of(webhookId));
    return waiting.getOrDefault(webhookId, 0) < Deliveries.MAX_WAITING;
  }

  /// Has those sent anew that failed, the oldest first, as far as there is room and
  /// [Deliveries#MAX_REPLAY] go.
  ///
  /// @param since the earliest to be added to the queue
  /// @return how many, or empty if the account has no such webhook
  public OptionalInt replayFailed(Tx tx, Account account, long id, Instant since, Instant now) {
    tx.webhooks().lock();
    if (tx.webhooks().find(account.number(), id).isEmpty()) {
      return OptionalInt.empty();
    }
    tx.afterCommit(due::ring);
    return OptionalInt.of(tx.deliveries().replayFailed(id, since, now));
  }
}
