package dev.promontory.testkit.webhook;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.webhook.WebhookDesk.CREDITED;
import static dev.promontory.testkit.webhook.WebhookDesk.answered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.HandOutDeliveries;
import dev.promontory.app.HandOutDeliveries.Done;
import dev.promontory.app.ReplayDeliveries;
import dev.promontory.app.WebhookOutcome;
import dev.promontory.app.WebhookOutcome.NameTaken;
import dev.promontory.app.WebhookOutcome.Saved;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Retries.Fate;
import dev.promontory.webhook.Shares;
import dev.promontory.webhook.WebhookDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How those who change webhooks and deliveries at the same time get along, on every store of them.
public abstract class WebhookLocksContract {
  private WebhookDesk desk;

  /// The stores under test; nobody else uses their webhooks.
  protected abstract Transactions transactions();

  /// An account of the stores under test that no other test uses.
  protected abstract Account newAccount();

  @BeforeEach
  void desk() {
    desk = new WebhookDesk(transactions());
  }

  @Test
  void of_two_who_want_the_same_name_at_once_one_is_told_that_it_is_taken() throws Exception {
    var account = newAccount();
    var hooks = List.of(desk.create(account, CREDITED), desk.create(account, CREDITED));
    try (var threads = Executors.newFixedThreadPool(hooks.size())) {
      for (int round = 0; round < 40; round++) {
        var edit = new WebhookDraft.Edit("Both " + round, null, null, null, null, null);
        var barrier = new CyclicBarrier(hooks.size());
        List<Future<WebhookOutcome>> answers = new ArrayList<>();
        for (var hook : hooks) {
          answers.add(
              threads.submit(
                  () -> {
                    barrier.await();
                    return desk.change(account, hook.id(), edit);
                  }));
        }
        List<WebhookOutcome> outcomes = new ArrayList<>();
        for (var answer : answers) {
          outcomes.add(answer.get());
        }
        assertThat(outcomes).hasAtLeastOneElementOfType(Saved.class);
        assertThat(outcomes).contains(new NameTaken("Both " + round));
      }
    }
  }

  @Test
  void wh2_no_more_are_replayed_than_may_wait() {
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    List<Delivery> many = new ArrayList<>();
    for (int i = 1; i <= Deliveries.MAX_WAITING; i++) {
      many.add(fresh(hook.id(), i));
    }
    assertThat(add(many)).isZero();
    var waiting = many.getFirst();
    assertThat(replay(account, waiting, NOW)).isInstanceOf(ReplayDeliveries.Outcome.Replayed.class);
    record(waiting, new Fate.Delivered());
    assertThat(replay(account, waiting, NOW)).isInstanceOf(ReplayDeliveries.Outcome.Replayed.class);

    record(waiting, new Fate.Delivered());
    add(List.of(fresh(hook.id(), 60_000)));
    assertThat(replay(account, waiting, NOW))
        .isEqualTo(new ReplayDeliveries.Outcome.TooManyWaiting(Deliveries.MAX_WAITING));
    assertThat(desk.find(account, hook.id()).dropped().count()).isZero();
  }

  private static Delivery fresh(long webhookId, long position) {
    return Delivery.fresh(new DeliveryKey(webhookId, position), CREDITED, 1, "{}", NOW);
  }

  private int add(List<Delivery> fresh) {
    return transactions().inTransaction(tx -> tx.deliveries().add(fresh, NOW));
  }

  private ReplayDeliveries.Outcome replay(Account account, Delivery delivery, Instant now) {
    var replay = new ReplayDeliveries(() -> {});
    return transactions().inTransaction(tx -> replay.replay(tx, account, delivery.key(), now));
  }

  private void record(Delivery delivery, Fate fate) {
    var result =
        new Deliveries.Result(delivery, WebhookDesk.answered(delivery, 200, NOW).attempt(), fate);
    transactions()
        .inTransaction(
            tx -> {
              tx.deliveries().record(List.of(result));
              return 1;
            });
  }

  /// Who waits in a circle is aborted and begins anew, which takes a second.
  @Test
  void who_resumes_and_who_records_outcomes_never_wait_for_one_another_in_a_circle()
      throws Exception {
    var account = newAccount();
    var hook = desk.create(account, CREDITED);
    desk.credited(account, Shares.MAX_PER_WEBHOOK);
    desk.queue();
    var handOut = new HandOutDeliveries(transactions(), new SplittableRandom(2));
    var begun = new AtomicInteger();
    var counted = new CountedTransactions(transactions(), begun);
    var counting = new HandOutDeliveries(counted, new SplittableRandom(1));
    int rounds = 60;
    try (var other = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < rounds; round++) {
        var now = NOW.plus(Duration.ofHours(round));
        resume(transactions(), account, hook.id(), now);
        List<Done> done = new ArrayList<>();
        for (var errand : handOut.handOut(List.of(), Map.of(), now).errands()) {
          done.add(answered(errand.delivery(), 500, now));
        }
        assertThat(done).isNotEmpty();
        Collections.reverse(done);
        var barrier = new CyclicBarrier(2);
        var resumed =
            other.submit(
                () -> {
                  barrier.await();
                  return resume(counted, account, hook.id(), now);
                });
        barrier.await();
        counting.handOut(done, Map.of(hook.id(), Shares.MAX_PER_WEBHOOK), now);
        assertThat(resumed.get()).isInstanceOf(WebhookOutcome.Saved.class);
        for (var each : done) {
          replay(account, each.delivery(), now);
        }
      }
    }
    assertThat(begun).hasValue(2 * rounds);
  }

  private WebhookOutcome resume(Transactions through, Account account, long id, Instant now) {
    return through.inTransaction(tx -> desk.steer().resume(tx, account, id, now));
  }

  /// Counts how often work is begun.
  private record CountedTransactions(Transactions inner, AtomicInteger begun)
      implements Transactions {
    @Override
    public <T> T inTransaction(Function<Tx, T> work) {
      return inner.inTransaction(
          tx -> {
            begun.incrementAndGet();
            return work.apply(tx);
          });
    }
  }
}
