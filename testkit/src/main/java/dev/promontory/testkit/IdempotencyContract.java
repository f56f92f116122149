package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.promontory.app.ForgetKeys;
import dev.promontory.store.Idempotency;
import dev.promontory.store.Idempotency.Claim;
import dev.promontory.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store of idempotency keys must do (S6).
public abstract class IdempotencyContract {

  /// The stores under test.
  protected abstract Transactions transactions();

  @Test
  void a_repeat_gets_the_first_answer() {
    var request = Idempotency.Request.of(key(), "body");

    assertThat(claimAndAnswer(request, "first")).isEqualTo(new Claim.New());
    assertThat(claimAndAnswer(request, "second")).isEqualTo(new Claim.Repeat("first"));
    assertThat(claimAndAnswer(request, "third")).isEqualTo(new Claim.Repeat("first"));
  }

  @Test
  void the_same_key_with_another_body_is_a_conflict() {
    var key = key();
    claimAndAnswer(Idempotency.Request.of(key, "body"), "first");

    assertThat(claimAndAnswer(Idempotency.Request.of(key, "other"), "second"))
        .isEqualTo(new Claim.Conflict());
  }

  @Test
  void a_key_is_looked_up_without_being_claimed() {
    var request = Idempotency.Request.of(key(), "body");

    assertThat(known(request)).isEmpty();
    assertThat(claimAndAnswer(request, "first")).isEqualTo(new Claim.New());

    assertThat(known(request)).contains(new Claim.Repeat("first"));
    assertThat(known(Idempotency.Request.of(request.key(), "other")))
        .contains(new Claim.Conflict());
  }

  private Optional<Claim> known(Idempotency.Request request) {
    return transactions().inTransaction(tx -> tx.idempotency().known(request));
  }

  @Test
  void accounts_and_scopes_do_not_share_keys() {
    var key = key();
    var elsewhere = new Idempotency.Key(key.account() + 1, key.scope(), key.key());
    var other = new Idempotency.Key(key.account(), "other", key.key());

    assertThat(claimAndAnswer(Idempotency.Request.of(key, "a"), "1")).isEqualTo(new Claim.New());
    assertThat(claimAndAnswer(Idempotency.Request.of(elsewhere, "b"), "2"))
        .isEqualTo(new Claim.New());
    assertThat(claimAndAnswer(Idempotency.Request.of(other, "c"), "3")).isEqualTo(new Claim.New());
  }

  @Test
  void a_key_whose_work_failed_can_be_used_again() {
    var request = Idempotency.Request.of(key(), "body");

    assertThatThrownBy(
            () ->
                transactions()
                    .inTransaction(
                        tx -> {
                          tx.idempotency().claim(request, NOW);
                          throw new IllegalStateException("crash");
                        }))
        .hasMessage("crash");

    assertThat(claimAndAnswer(request, "first")).isEqualTo(new Claim.New());
  }

  @Test
  void hostile_keys_and_answers_are_kept_as_they_are() {
    var hostile = "'; DROP--\0\uD83D{}\",null\\" + fresh();
    var request = Idempotency.Request.of(new Idempotency.Key(1, "test", hostile), "body");

    claimAndAnswer(request, hostile);

    assertThat(claimAndAnswer(request, "second")).isEqualTo(new Claim.Repeat(hostile));
  }

  @Test
  void many_keys_are_claimed_at_once() {
    var known = Idempotency.Request.of(key(), "known");
    var changed = Idempotency.Request.of(key(), "changed");
    var fresh = Idempotency.Request.of(key(), "fresh");
    claimAndAnswer(known, "answer");
    claimAndAnswer(changed, "answer");
    var conflicting = new Idempotency.Request(changed.key(), "another hash");

    var claims =
        transactions()
            .inTransaction(
                tx -> tx.idempotency().claim(List.of(fresh, known, conflicting), NOW).get());

    assertThat(claims)
        .isEqualTo(
            Map.of(
                fresh.key(),
                new Claim.New(),
                known.key(),
                new Claim.Repeat("answer"),
                changed.key(),
                new Claim.Conflict()));
  }

  @Test
  void a_key_is_forgotten_when_it_is_a_week_old_and_not_before() {
    var forget = new ForgetKeys(transactions());
    var old = Idempotency.Request.of(key(), "old");
    var young = Idempotency.Request.of(key(), "young");
    var came = NOW.minus(Duration.ofDays(1000));
    claimAndAnswer(old, "first", came);
    claimAndAnswer(young, "first", came.plus(Duration.ofHours(2)));
    var due = forget.nextDueAt().orElseThrow();

    assertThat(Duration.between(came, due))
        .isBetween(ForgetKeys.RETENTION, ForgetKeys.RETENTION.plusHours(1));
    assertThat(forget.doDue(due.minusMillis(1))).isFalse();
    assertThat(claimAndAnswer(old, "second", due)).isEqualTo(new Claim.Repeat("first"));
    assertThat(forget.doDue(due)).isFalse();
    assertThat(claimAndAnswer(young, "second", due)).isEqualTo(new Claim.Repeat("first"));
    assertThat(claimAndAnswer(old, "second", due)).isEqualTo(new Claim.New());
    assertThat(forget.nextDueAt()).hasValueSatisfying(next -> assertThat(next).isAfter(due));
    forget.doDue(due.plus(Duration.ofDays(900)));
  }

  @Test
  void keys_are_forgotten_in_batches_oldest_first() {
    var before = NOW.minus(Duration.ofDays(2000));
    var keys = Stream.generate(() -> Idempotency.Request.of(key(), "x")).limit(3).toList();
    for (int i = 0; i < keys.size(); i++) {
      claimAndAnswer(keys.get(i), "first", before.minusSeconds(10 + i));
    }

    assertThat(forget(before, 2)).isEqualTo(2);
    assertThat(claimAndAnswer(keys.get(0), "second", NOW)).isEqualTo(new Claim.Repeat("first"));
    assertThat(forget(before, 2)).isEqualTo(1);
    assertThat(forget(before, 2)).isZero();
  }

  private int forget(Instant before, int limit) {
    return transactions().inTransaction(tx -> tx.idempotency().forget(before, limit));
  }

  @Test
  void of_two_at_the_same_time_one_is_new_and_the_other_gets_its_answer() throws Exception {
    var request = Idempotency.Request.of(key(), "body");
    var bothClaimed = new CyclicBarrier(2);
    var work = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var claims =
          Stream.of("first", "second")
              .map(answer -> threads.submit(() -> race(request, answer, bothClaimed, work)))
              .toList();

      var first = claims.get(0).get();
      var second = claims.get(1).get();

      boolean isFirstNew = first.equals(new Claim.New());
      assertThat(isFirstNew ? second : first)
          .isEqualTo(new Claim.Repeat(isFirstNew ? "first" : "second"));
      assertThat(isFirstNew ? first : second).isEqualTo(new Claim.New());
    }
  }

  /// Waits for the other one after the first claim, as far as the store lets it.
  private Claim race(
      Idempotency.Request request, String answer, CyclicBarrier barrier, AtomicInteger work) {
    return transactions()
        .inTransaction(
            tx -> {
              var claim = tx.idempotency().claim(request, NOW);
              if (work.getAndIncrement() < 2) {
                meet(barrier);
              }
              if (claim instanceof Claim.New) {
                tx.idempotency().answer(Map.of(request, answer), NOW);
              }
              return claim;
            });
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.SECONDS);
    } catch (TimeoutException | BrokenBarrierException _) {
      // A store that lets the second one wait for the first.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Claim claimAndAnswer(Idempotency.Request request, String answer) {
    return claimAndAnswer(request, answer, NOW);
  }

  private Claim claimAndAnswer(Idempotency.Request request, String answer, Instant now) {
    return transactions()
        .inTransaction(
            tx -> {
              var claim = tx.idempotency().claim(request, now);
              if (claim instanceof Claim.New) {
                tx.idempotency().answer(Map.of(request, answer), now);
              }
              return claim;
            });
  }

  private static Idempotency.Key key() {
    return new Idempotency.Key(1, "test", "key-" + fresh());
  }
}
