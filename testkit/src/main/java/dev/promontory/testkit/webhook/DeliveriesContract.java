package dev.promontory.testkit.webhook;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.webhook.WebhookDesk.CREDITED;
import static dev.promontory.testkit.webhook.WebhookDesk.answered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.app.HandOutDeliveries;
import dev.promontory.app.HandOutDeliveries.Done;
import dev.promontory.app.HandOutDeliveries.Errand;
import dev.promontory.app.HandOutDeliveries.HandedOut;
import dev.promontory.app.ReplayDeliveries;
import dev.promontory.store.Transactions;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.Delivery.State;
import dev.promontory.webhook.Retries;
import dev.promontory.webhook.Shares;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Standing.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How deliveries are handed out, and what becomes of them, on every store of webhooks.
public abstract class DeliveriesContract {
  private WebhookDesk desk;
  private HandOutDeliveries handOut;
  private Account account;

  /// The stores under test; nobody else uses their webhooks.
  protected abstract Transactions transactions();

  /// An account of the stores under test that no other test uses.
  protected abstract Account newAccount();

  @BeforeEach
  void desk() {
    desk = new WebhookDesk(transactions());
    handOut = new HandOutDeliveries(transactions(), new SplittableRandom(1));
    account = newAccount();
  }

  @Test
  void what_is_handed_out_is_nobody_else_s_until_its_lease_is_over() {
    desk.create(account, CREDITED);
    queue(3);

    var first = handOut(NOW);
    assertThat(first.errands()).hasSize(3);
    assertThat(first.nextDueAt()).isEqualTo(NOW.plus(Deliveries.LEASE));
    var other = new HandOutDeliveries(transactions(), new SplittableRandom(2));
    var later = NOW.plus(Deliveries.LEASE).minusMillis(1);
    assertThat(other.handOut(List.of(), Map.of(), later).errands()).isEmpty();
    assertThat(other.handOut(List.of(), Map.of(), NOW.plus(Deliveries.LEASE)).errands()).hasSize(3);
  }

  @Test
  void wh5_a_webhook_an_account_and_all_together_have_their_shares_at_once() {
    var one = desk.create(account, CREDITED);
    queue(Shares.MAX_PER_WEBHOOK + 5);
    assertThat(handOut(NOW).errands()).hasSize(Shares.MAX_PER_WEBHOOK);

    var busy = Map.of(one.id(), Shares.MAX_PER_WEBHOOK - 1);
    assertThat(handOut.handOut(List.of(), busy, NOW).errands()).hasSize(1);
    for (int i = 0; i < 10; i++) {
      desk.create(account, CREDITED);
    }
    queue(Shares.MAX_PER_WEBHOOK);
    var other = newAccount();
    desk.create(other, CREDITED);
    desk.credited(other, Shares.MAX_PER_WEBHOOK + 5);
    desk.queue();

    var errands = handOut(NOW).errands();
    assertThat(errands).hasSize(Shares.MAX_PER_ACCOUNT + Shares.MAX_PER_WEBHOOK);
    assertThat(errands.stream().filter(each -> each.webhook().account() == other.number()))
        .hasSize(Shares.MAX_PER_WEBHOOK);
    assertThat(handOut.handOut(List.of(), Map.of(-1L, Shares.MAX_AT_ONCE - 3), NOW).errands())
        .hasSize(3);
    assertThat(handOut.handOut(List.of(), Map.of(-1L, Shares.MAX_AT_ONCE), NOW).errands())
        .isEmpty();
  }

  @Test
  void wh2_an_accepted_delivery_is_done_and_a_refused_one_comes_again() {
    var hook = desk.create(account, CREDITED);
    queue(2);
    var errands = handOut(NOW).errands();
    var accepted = errands.getFirst().delivery();
    var refused = errands.getLast().delivery();

    var next = handOut(NOW, answered(accepted, 204, NOW), answered(refused, 500, NOW));

    assertThat(next.errands()).isEmpty();
    assertThat(next.nextDueAt()).isBetween(NOW.plusSeconds(4), NOW.plusSeconds(6));
    var stored = desk.deliveries(hook);
    assertThat(stored)
        .extracting(Delivery::state)
        .containsExactlyInAnyOrder(State.DELIVERED, State.WAITING);
    assertThat(stored).extracting(Delivery::attempts).containsExactly(1, 1);
    assertThat(stored)
        .allSatisfy(
            each -> {
              var last = Objects.requireNonNull(each.last());
              assertThat(last.note()).isEqualTo("note \u0000 \ud83d");
              assertThat(last.at()).isEqualTo(NOW);
            });
  }

  @Test
  void wh2_after_its_last_attempt_a_delivery_has_failed_until_it_is_replayed() {
    var hook = desk.create(account, CREDITED);
    queue(1);
    var now = NOW;
    List<Done> done = List.of();
    for (int i = 0; i < Retries.MAX_ATTEMPTS; i++) {
      var handed = handOut.handOut(done, Map.of(), now);
      if (handed.errands().isEmpty()) {
        now = Objects.requireNonNull(handed.nextDueAt());
        handed = handOut.handOut(List.of(), Map.of(), now);
      }
      done = List.of(answered(handed.errands().getFirst().delivery(), 503, now));
    }
    assertThat(handOut.handOut(done, Map.of(), now).nextDueAt()).isNull();
    var failed = desk.deliveries(hook).getFirst();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.attempts()).isEqualTo(Retries.MAX_ATTEMPTS);
    assertThat(Duration.between(NOW, now)).isBetween(Duration.ofHours(24), Duration.ofHours(38));

    var at = now;
    var replay = new ReplayDeliveries(() -> {});
    assertThat(replayFailed(replay, hook.id(), NOW.plusMillis(1), at)).isZero();
    assertThat(replayFailed(replay, hook.id(), NOW, at)).isEqualTo(1);
    assertThat(replayFailed(replay, hook.id(), NOW, at)).isZero();
    var again = handOut(at).errands().getFirst().delivery();
    assertThat(again.attempts()).isZero();
    assertThat(again.key().messageId()).isEqualTo(failed.key().messageId());
    handOut(at, answered(again, 200, at));
    assertThat(desk.deliveries(hook).getFirst().state()).isEqualTo(State.DELIVERED);
    ReplayDeliveries.Outcome replayed =
        transactions().inTransaction(tx -> replay.replay(tx, account, failed.key(), at));
    assertThat(replayed).isInstanceOf(ReplayDeliveries.Outcome.Replayed.class);
    assertThat(handOut(at).errands()).hasSize(1);
  }

  @Test
  void an_outcome_that_comes_late_changes_nothing_unless_the_delivery_was_accepted() {
    var hook = desk.create(account, CREDITED);
    queue(1);
    var first = handOut(NOW).errands().getFirst().delivery();
    var later = NOW.plus(Deliveries.LEASE);
    var second = handOut(later).errands().getFirst().delivery();
    handOut(later, answered(second, 500, later));

    handOut(later, answered(first, 500, NOW));
    assertThat(desk.deliveries(hook).getFirst().attempts()).isEqualTo(1);
    handOut(later, answered(first, 200, NOW));
    assertThat(desk.deliveries(hook).getFirst().state()).isEqualTo(State.DELIVERED);
    handOut(later, answered(second, 500, later));
    assertThat(desk.deliveries(hook).getFirst().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void a_paused_webhook_collects_and_a_resumed_one_gets_everything_at_once() {
    var hook = desk.create(account, CREDITED);
    queue(1);
    var refused = handOut(NOW).errands().getFirst().delivery();
    handOut(NOW, answered(refused, 500, NOW));
    transactions().inTransaction(tx -> desk.steer().pause(tx, account, hook.id(), NOW));
    queue(1);
    assertThat(handOut(NOW.plus(Duration.ofDays(1))).errands()).isEmpty();
    assertThat(handOut(NOW).nextDueAt()).isNull();
    assertThat(desk.deliveries(hook)).hasSize(2);

    transactions().inTransaction(tx -> desk.steer().resume(tx, account, hook.id(), NOW));
    assertThat(handOut(NOW).errands()).hasSize(2);
  }

  @Test
  void a_webhook_that_fails_for_five_days_or_is_gone_is_suspended() {
    var dead = desk.create(account, CREDITED);
    var gone = desk.create(account, CREDITED);
    queue(2);
    var handed = handOut(NOW);
    handOut(NOW, answeredAll(handed, dead.id(), 500, NOW));
    assertThat(standing(dead.id())).isEqualTo(new Standing(Status.ACTIVE, NOW));

    var after = handOut(NOW, answeredAll(handed, gone.id(), 410, NOW));
    assertThat(after.suspended()).extracting(each -> each.id()).containsExactly(gone.id());
    assertThat(standing(gone.id()).status()).isEqualTo(Status.SUSPENDED);
    var late = NOW.plus(Standing.MAX_FAILING);
    var probe = handOut(late).errands();
    assertThat(probe).as("one at a time while it fails").hasSize(1);
    handOut(late, answered(probe.getFirst().delivery(), 500, late));
    assertThat(standing(dead.id())).isEqualTo(new Standing(Status.SUSPENDED, NOW));
    assertThat(handOut(late.plus(Duration.ofDays(2))).errands()).isEmpty();
  }

  @Test
  void a_webhook_works_again_when_it_accepts() {
    var hook = desk.create(account, CREDITED);
    queue(1);
    var delivery = handOut(NOW).errands().getFirst().delivery();
    handOut(NOW, answered(delivery, 500, NOW));
    var due = NOW.plusSeconds(10);
    var again = handOut(due).errands().getFirst().delivery();
    handOut(due, answered(again, 200, due));

    assertThat(standing(hook.id())).isEqualTo(Standing.NEW);
  }

  private void queue(int records) {
    desk.credited(account, records);
    desk.queue();
  }

  private HandedOut handOut(Instant now, Done... done) {
    return handOut.handOut(List.of(done), Map.of(), now);
  }

  private HandedOut handOut(Instant now, List<Done> done) {
    return handOut.handOut(done, Map.of(), now);
  }

  private static List<Done> answeredAll(HandedOut handed, long webhook, int status, Instant at) {
    List<Done> done = new ArrayList<>();
    for (Errand errand : handed.errands()) {
      if (errand.webhook().id() == webhook) {
        done.add(answered(errand.delivery(), status, at));
      }
    }
    return done;
  }

  private int replayFailed(ReplayDeliveries replay, long id, Instant since, Instant now) {
    return transactions()
        .inTransaction(tx -> replay.replayFailed(tx, account, id, since, now))
        .orElseThrow();
  }

  private Standing standing(long id) {
    return desk.find(account, id).standing();
  }
}
