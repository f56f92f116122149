package dev.promontory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Offer;
import dev.promontory.grant.PointsReward;
import dev.promontory.live.host.Qualifications;
import dev.promontory.points.EarnScheme;
import dev.promontory.points.Points;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GranterTest {
  private static final Instant NOW = Instant.parse("2026-03-03T22:20:00Z");
  private static final Account ACCOUNT = new Account(1, "shop", ZoneOffset.UTC, DayOfWeek.MONDAY);

  /// A store that cannot be reached, once it may answer at all.
  private record Unreachable(CountDownLatch answers) implements Transactions {
    @Override
    public <T> T inTransaction(Function<Tx, T> work) {
      try {
        answers.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      throw new StoreUnavailable("gone", false, new IllegalStateException("gone"));
    }
  }

  @Test
  void many_requests_fail_as_one_when_the_store_cannot_be_reached() {
    try (var granter = new Granter(new Unreachable(new CountDownLatch(0)))) {
      assertThat(granter.grantAll(requests(100), NOW))
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(StoreUnavailable.class);
    }
  }

  @Test
  void nobody_waits_for_room_and_more_than_the_most_are_turned_away() {
    var answers = new CountDownLatch(1);
    try (var granter = new Granter(new Unreachable(answers))) {
      var fit = new ArrayList<CompletionStage<?>>();
      for (int waiting = 0; waiting < Granter.MAX_WAITING; waiting += Granter.MAX_BATCH) {
        fit.add(granter.grantAll(requests(Granter.MAX_BATCH), NOW));
      }
      // One batch may be under way already, so that there is room for another.
      granter.grantAll(requests(Granter.MAX_BATCH), NOW);
      var tooMany = granter.grantAll(requests(Granter.MAX_BATCH), NOW);

      assertThat(fit).allMatch(each -> !each.toCompletableFuture().isDone());
      assertThat(tooMany)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableThat()
          .withCauseInstanceOf(RejectedExecutionException.class);
      answers.countDown();
    }
  }

  @Test
  void lh2_requests_that_come_together_are_never_cut_into_two_transactions() throws Exception {
    var answers = new CountDownLatch(1);
    var begun = new Semaphore(0);
    var transactions =
        new Transactions() {
          @Override
          public <T> T inTransaction(Function<Tx, T> work) {
            begun.release();
            return new Unreachable(answers).inTransaction(work);
          }
        };
    int most = Granter.MAX_BATCH * 3 / 5;
    try (var granter = new Granter(transactions)) {
      granter.grantAll(requests(1), NOW);
      begun.acquire();
      // Three of them fill a transaction and most of another, if they are cut.
      var waiting = Stream.generate(() -> granter.grantAll(requests(most), NOW)).limit(3).toList();
      answers.countDown();

      assertThat(waiting).allSatisfy(each -> assertThat(each).failsWithin(Duration.ofSeconds(20)));
      assertThat(begun.availablePermits()).isEqualTo(3);
      assertThat(granter.grantAll(List.of(), NOW)).isCompletedWithValue(List.of());
    }
  }

  @Test
  void what_qualified_live_fits_a_transaction() {
    assertThat(Qualifications.MAX_BATCH).isLessThanOrEqualTo(Granter.MAX_BATCH);
  }

  private static List<GrantRequest> requests(int count) {
    var reward = PointsReward.of(1000, new EarnScheme.Flat(Points.of(1)));
    var offer = new Offer(ACCOUNT, 1500, 1, ZoneOffset.UTC, reward);
    return LongStream.range(0, count)
        .mapToObj(user -> new GrantRequest(offer, 1, 1 + user, Cause.at(NOW)))
        .toList();
  }
}
