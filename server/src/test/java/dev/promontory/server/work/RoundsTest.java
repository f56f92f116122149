package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger made = new AtomicInteger();

  @Test
  void a_round_is_made_at_the_start_when_somebody_rings_and_when_the_pause_is_over()
      throws Exception {
    var begun = new Semaphore(0);
    try (var rounds =
        new Rounds(
            "test",
            _ -> {
              begun.release();
              return made.incrementAndGet() < 3 ? LONG : Duration.ofMillis(1);
            })) {
      begin(begun);
      rounds.ring();
      begin(begun);
      assertThat(rounds.awaitRound(PATIENCE)).isTrue();
      begin(begun);
      // From the third on the pause is short: nobody rings for these.
      begin(begun);
      begin(begun);
    }
  }

  @Test
  void who_rings_during_a_round_waits_for_one_that_begins_afterwards() throws Exception {
    var inRound = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var rounds =
            new Rounds(
                "test",
                _ -> {
                  if (made.incrementAndGet() == 1) {
                    meet(inRound);
                    meet(inRound);
                  }
                  return LONG;
                })) {
      meet(inRound);
      var awaited =
          threads.submit(
              () -> {
                boolean inTime = rounds.awaitRound(PATIENCE);
                return inTime && made.get() == 2;
              });
      assertThat(rounds.awaitRound(Duration.ofMillis(50))).isFalse();
      meet(inRound);

      assertThat(awaited.get()).isTrue();
    }
  }

  @Test
  void a_round_that_fails_has_served_nobody_and_is_made_again() throws Exception {
    try (var rounds =
        new Rounds(
            "test",
            _ -> {
              return switch (made.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("once");
                case 2 -> throw new AssertionError("a fault of the program");
                default -> LONG;
              };
            })) {
      assertThat(rounds.awaitRound(PATIENCE)).isTrue();
      assertThat(made).hasValue(3);
      assertThat(rounds.obstacle()).isEmpty();
    }
  }

  @Test
  void a_thread_that_has_ended_is_named() throws Exception {
    try (var rounds =
        new Rounds(
            "outbox relay",
            _ -> {
              Thread.currentThread().interrupt();
              return LONG;
            })) {
      while (rounds.obstacle().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(rounds.obstacle().orElseThrow()).contains("\"outbox relay\" has died");
      assertThat(rounds.awaitRound(Duration.ofMillis(1))).isFalse();
    }
  }

  @Test
  void closing_waits_for_the_batch_under_way_and_for_no_other() throws Exception {
    var begun = new CountDownLatch(1);
    var closes = new CountDownLatch(1);
    var rounds =
        new Rounds(
            "test",
            goOn -> {
              while (goOn.getAsBoolean()) {
                made.incrementAndGet();
                begun.countDown();
              }
              closes.countDown();
              return LONG;
            });
    await(begun);

    rounds.close();

    assertThat(closes.getCount()).isZero();
    assertThat(rounds.awaitRound(PATIENCE)).isFalse();
    assertThat(rounds.obstacle()).isEmpty();
  }

  private static void begin(Semaphore begun) throws InterruptedException {
    assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the other did not come", e);
    }
  }
}
