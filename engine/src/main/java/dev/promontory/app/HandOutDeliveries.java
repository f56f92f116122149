package dev.promontory.app;

import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Deliveries.Result;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.Retries;
import dev.promontory.webhook.Shares;
import dev.promontory.webhook.Standing.Status;
import dev.promontory.webhook.Webhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Records what came of deliveries that were sent, and hands out those that are due next, in one
/// transaction. One thread at a time.
public final class HandOutDeliveries {
  private final Transactions transactions;
  private final RandomGenerator random;
  private int turn;

  /// Has handed out nothing yet.
  ///
  /// @param random spreads repeats
  public HandOutDeliveries(Transactions transactions, RandomGenerator random) {
    this.transactions = transactions;
    this.random = random;
  }

  /// A delivery to be sent.
  public record Errand(Webhook webhook, Delivery delivery) {}

  /// A delivery that was sent.
  public record Done(Delivery delivery, Attempt attempt) {}

  /// What is to be done now.
  ///
  /// @param suspended webhooks that are no longer sent to, since they have failed for so long
  /// @param results what became of those that were sent
  /// @param nextDueAt when the next delivery is due, or was if there was no room for it; null if
  ///   none waits
  public record HandedOut(
      List<Errand> errands,
      List<Webhook> suspended,
      List<Result> results,
      @Nullable Instant nextDueAt) {}

  /// Records outcomes and claims what is due.
  ///
  /// @param done what came back since the last call
  /// @param underWay how many deliveries of each webhook are being sent, by its id
  public HandedOut handOut(List<Done> done, Map<Long, Integer> underWay, Instant now) {
    var results = results(done);
    int thisTurn = turn++;
    return transactions.inTransaction(
        tx -> {
          var active = active(tx);
          // Webhooks before deliveries, as everybody locks them.
          var suspended = judge(tx, active, done, now);
          tx.deliveries().record(results);
          var sent = active.stream().filter(HandOutDeliveries::isSentTo).toList();
          int busy = underWay.values().stream().mapToInt(Integer::intValue).sum();
          var claimed =
              tx.deliveries()
                  .claim(Shares.of(sent, underWay, thisTurn), Shares.MAX_AT_ONCE - busy, now);
          return new HandedOut(
              errands(claimed, sent), suspended, results, tx.deliveries().nextDueAt().orElse(null));
        });
  }

  /// Records outcomes and claims nothing more.
  ///
  /// @return what became of them
  public List<Result> record(List<Done> done) {
    var results = results(done);
    return transactions.inTransaction(
        tx -> {
          tx.deliveries().record(results);
          return results;
        });
  }

  private List<Result> results(List<Done> done) {
    return done.stream()
        .map(
            each -> {
              int attempts = each.delivery().attempts() + 1;
              var fate = Retries.after(attempts, each.attempt(), random);
              return new Result(each.delivery(), each.attempt(), fate);
            })
        .toList();
  }

  private static List<Webhook> active(Tx tx) {
    return new ArrayList<>(
        tx.webhooks().all().stream().filter(HandOutDeliveries::isSentTo).toList());
  }

  private static boolean isSentTo(Webhook webhook) {
    return webhook.standing().status() == Status.ACTIVE;
  }

  /// Changes how webhooks stand by what came of their deliveries.
  ///
  /// @param active changed in place
  /// @return those that were suspended
  private static List<Webhook> judge(Tx tx, List<Webhook> active, List<Done> done, Instant now) {
    Map<Long, List<Attempt>> attempts = new HashMap<>();
    for (var each : done) {
      attempts
          .computeIfAbsent(each.delivery().key().webhookId(), _ -> new ArrayList<>())
          .add(each.attempt());
    }
    List<Webhook> suspended = new ArrayList<>();
    active.replaceAll(
        webhook -> {
          var before = webhook.standing();
          var mine = attempts.get(webhook.id());
          var after = mine == null ? before : before.after(mine, now);
          if (after.equals(before)) {
            return webhook;
          }
          tx.webhooks().stand(webhook.id(), before, after);
          var changed = webhook.with(after, webhook.updatedAt());
          if (!isSentTo(changed)) {
            suspended.add(changed);
          }
          return changed;
        });
    return suspended;
  }

  private static List<Errand> errands(List<Delivery> claimed, List<Webhook> active) {
    Map<Long, Webhook> byId = new HashMap<>();
    active.forEach(webhook -> byId.put(webhook.id(), webhook));
    List<Errand> errands = new ArrayList<>(claimed.size());
    for (var delivery : claimed) {
      var webhook = byId.get(delivery.key().webhookId());
      if (webhook != null) {
        errands.add(new Errand(webhook, delivery));
      }
    }
    return errands;
  }
}
