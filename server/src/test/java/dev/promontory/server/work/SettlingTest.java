package dev.promontory.server.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.log.AppendBatch;
import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.Timings;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.campaign.SetHistory;
import dev.promontory.testkit.live.StillHost;
import dev.promontory.testkit.log.RandomAppends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SettlingTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final SetHistory history = new SetHistory();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong step = new AtomicLong();
  private final AtomicInteger made = new AtomicInteger();
  private final MemoryEventLog log = new MemoryEventLog();
  private final AtomicLong relayed = new AtomicLong();

  /// How many rounds of the relay carry something.
  private final AtomicInteger chain = new AtomicInteger();

  private volatile Runnable uploads = () -> {};
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final Rounds relayRounds =
      new Rounds(
          "relay",
          _ -> {
            relayed.accumulateAndGet(Math.min(made.incrementAndGet(), chain.get()), Math::max);
            uploads.run();
            return LONG;
          });

  @AfterEach
  void close() {
    mayEnd.countDown();
    relayRounds.close();
  }

  @Test
  void it_is_settled_once_history_has_everything_and_a_round_of_each_was_made() throws Exception {
    try (var due = new Rounds("due", _ -> LONG)) {
      assertThat(settling(due).settle()).isTrue();
    }
    assertThat(made.get()).isPositive();
  }

  @Test
  void rewards_that_cause_rewards_are_followed_to_their_end() throws Exception {
    chain.set(25);
    try (var due = new Rounds("due", _ -> LONG)) {
      assertThat(settling(due).settle()).isTrue();
    }
    assertThat(made.get()).isGreaterThan(25);
  }

  @Test
  void rewards_that_cause_rewards_for_ever_are_never_settled() throws Exception {
    chain.set(Integer.MAX_VALUE);
    step.set(Settling.PATIENCE.dividedBy(200).toNanos());
    try (var due = new Rounds("due", _ -> LONG)) {
      assertThat(settling(due).settle()).isFalse();
      // Nor with the patience of whoever moves the clock.
      assertThat(settling(due).settle(Duration.ofDays(1))).isFalse();
    }
    assertThat(made.get()).isGreaterThan(10);
  }

  @Test
  void what_others_upload_meanwhile_is_not_waited_for() throws Exception {
    uploads = this::upload;
    try (var due = new Rounds("due", _ -> LONG)) {
      assertThat(settling(due).settle()).isTrue();
    }
    assertThat(made.get()).isLessThan(5);
  }

  @Test
  void rewards_of_others_who_go_on_uploading_are_not_waited_for_for_ever() throws Exception {
    chain.set(Integer.MAX_VALUE);
    uploads =
        () -> {
          upload();
          upload();
        };
    try (var due = new Rounds("due", _ -> LONG)) {
      assertThat(settling(due).settle()).isTrue();
    }
    assertThat(made.get()).isGreaterThan(Settling.MAX_DISTURBED);
  }

  private void upload() {
    log.append(AppendBatch.of(List.of(new RandomAppends(1, 1, 1).record())));
  }

  @Test
  void it_is_not_settled_while_history_is_behind() throws Exception {
    history.isCaughtUp(false);
    try (var due = new Rounds("due", _ -> LONG)) {
      assertThat(settling(due).settle()).isFalse();
    }
  }

  @Test
  void all_steps_share_thirty_seconds() throws Exception {
    try (var due = stuck()) {
      // The first step takes all the time there is: the next does not wait at all.
      step.set(Settling.PATIENCE.toNanos());
      assertThat(settling(due).settle()).isFalse();
      mayEnd.countDown();
    }
    assertThat(Settling.PATIENCE).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void a_caller_hears_504_when_the_time_is_over() throws Exception {
    step.set(Settling.PATIENCE.toNanos());
    var acme = new Account(1, "ACME", ZoneOffset.UTC, DayOfWeek.MONDAY);
    var due = stuck();
    try (var edge =
            new HttpEdge(
                0,
                _ -> Optional.of(acme),
                new Timings(new SimpleMeterRegistry()),
                List.of(new ClockApi(null, settling(due))));
        var client = HttpClient.newHttpClient()) {
      var address = URI.create("http://localhost:" + edge.start() + "/api/v1/settled");
      var request =
          HttpRequest.newBuilder(address)
              .header("X-CleverTap-Account-Id", "ACME")
              .header("X-CleverTap-Passcode", "right")
              .build();

      var answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("not-settled").contains("30 seconds");
    } finally {
      mayEnd.countDown();
      due.close();
    }
  }

  private Rounds stuck() {
    return new Rounds(
        "due",
        _ -> {
          try {
            mayEnd.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return LONG;
        });
  }

  private Settling settling(Rounds due) {
    var live = new StillHost(InstantSource.system());
    return new Settling(
        new Settling.Followers(log, history, live),
        InstantSource.system(),
        List.of(due, relayRounds),
        relayed::get,
        () -> nanos.getAndAdd(step.get()));
  }
}
