package dev.promontory.server.webhook;

import dev.promontory.app.Alarm;
import dev.promontory.app.HandOutDeliveries;
import dev.promontory.app.HandOutDeliveries.Done;
import dev.promontory.app.HandOutDeliveries.Errand;
import dev.promontory.server.work.Rounds;
import dev.promontory.webhook.DeliveryKey;
import dev.promontory.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due: a round records what came back and hands out what is due next, each to a
/// virtual thread of its own. Its rounds are made by one thread.
public final class Dispatcher implements Rounds.Round, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /// How long it sleeps while nothing waits and nobody rings.
  private static final Duration IDLE = Duration.ofSeconds(5);

  /// The longest pause while something waits: that the clock was set is noticed after it.
  private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  /// The shortest pause while something is due for which there is no room: it ends earlier when
  /// something comes back.
  private static final Duration NO_ROOM = Duration.ofMillis(100);

  private final HandOutDeliveries handOut;
  private final Post post;
  private final InstantSource clock;
  private final Alarm again;
  private final Tally tally;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<DeliveryKey> underWay = ConcurrentHashMap.newKeySet();
  private final Queue<Done> back = new ConcurrentLinkedQueue<>();

  /// Sends nothing yet.
  ///
  /// @param again rung when something has come back
  public Dispatcher(
      HandOutDeliveries handOut, Post post, InstantSource clock, Alarm again, Tally tally) {
    this.handOut = handOut;
    this.post = post;
    this.clock = clock;
    this.again = again;
    this.tally = tally;
  }

  @Override
  public Duration make(BooleanSupplier goOn) {
    var now = clock.instant();
    var done = takeBack();
    try {
      var handed = handOut.handOut(done, busy(), now);
      tally.results(handed.results());
      handed.suspended().forEach(Dispatcher::tell);
      handed.errands().forEach(this::send);
      return pause(handed.nextDueAt(), now);
    } catch (RuntimeException | Error e) {
      back.addAll(done);
      throw e;
    }
  }

  /// Those that came back since the last round. At most as many as were under way.
  private List<Done> takeBack() {
    List<Done> done = new ArrayList<>();
    for (var next = back.poll(); next != null; next = back.poll()) {
      done.add(next);
    }
    return done;
  }

  private Map<Long, Integer> busy() {
    Map<Long, Integer> busy = new HashMap<>();
    underWay.forEach(key -> busy.merge(key.webhookId(), 1, Integer::sum));
    return busy;
  }

  private static void tell(Webhook webhook) {
    LOG.warn(
        "webhook {} of account {} is suspended: its receiver is gone, or has accepted nothing for"
            + " days; what happens waits for it until somebody resumes it",
        webhook.id(),
        webhook.account());
  }

  /// One whose lease ended while it was being sent, because the clock was set, is not sent twice.
  private void send(Errand errand) {
    if (underWay.add(errand.delivery().key())) {
      senders.execute(() -> sendNow(errand));
    }
  }

  private void sendNow(Errand errand) {
    var delivery = errand.delivery();
    try {
      var attempt = post.send(errand.webhook(), delivery.key().messageId(), delivery.payload());
      back.add(new Done(delivery, attempt));
    } catch (InterruptedException _) {
      // The server stops; it is sent again when its lease is over.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error(
          "sending {} failed in an unexpected way; it is tried again when its lease is over",
          delivery.key().messageId(),
          e);
    } finally {
      underWay.remove(delivery.key());
      again.ring();
    }
  }

  private static Duration pause(@Nullable Instant nextDueAt, Instant now) {
    if (nextDueAt == null) {
      return IDLE;
    }
    var pause = Duration.between(now, nextDueAt);
    if (pause.compareTo(NO_ROOM) < 0) {
      return NO_ROOM;
    }
    return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
  }

  /// Waits for what is under way, a few seconds, and records it. To be called after the last round.
  @Override
  public void close() {
    senders.close();
    var done = takeBack();
    if (!done.isEmpty()) {
      tally.results(handOut.record(done));
    }
  }
}
