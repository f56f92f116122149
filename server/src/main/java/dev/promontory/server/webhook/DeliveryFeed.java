package dev.promontory.server.webhook;

import dev.promontory.app.Alarm;
import dev.promontory.app.QueueDeliveries;
import dev.promontory.app.QueueDeliveries.Outcome;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import dev.promontory.log.LogRecord;
import dev.promontory.server.work.Rounds;
import dev.promontory.webhook.WebhookEvents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Follows the log for webhooks, from the position that is stored with their deliveries (WH1).
/// Reads nothing while there is no webhook. Its rounds are made by one thread.
public final class DeliveryFeed implements Rounds.Round, AutoCloseable {
  private static final Duration WAIT = Duration.ofMillis(200);

  /// How long it sleeps while there is no webhook and nobody rings.
  private static final Duration IDLE = Duration.ofSeconds(5);

  /// How long the stored position may stay behind while nothing happens that a webhook is told of:
  /// what was read since then is read again after a crash.
  private static final long STORE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final EventLog log;
  private final QueueDeliveries queue;
  private final Ways ways;
  private @Nullable Place place;

  /// What the feed tells others.
  ///
  /// @param due rung when deliveries were added
  /// @param tally counts what was dropped
  public record Ways(InstantSource clock, Alarm due, Tally tally) {}

  /// Where it is.
  private static final class Place {
    private final LogCursor cursor;
    private long stored;
    private long read;
    private long storedAtNanos = System.nanoTime();

    Place(LogCursor cursor, long position) {
      this.cursor = cursor;
      this.stored = position;
      this.read = position;
    }
  }

  /// Reads nothing yet.
  public DeliveryFeed(EventLog log, QueueDeliveries queue, Ways ways) {
    this.log = log;
    this.queue = queue;
    this.ways = ways;
  }

  @Override
  public Duration make(BooleanSupplier goOn) {
    var here = place;
    if (here == null) {
      var position = queue.position();
      if (position.isEmpty()) {
        return IDLE;
      }
      here = new Place(log.openCursor(position.getAsLong()), position.getAsLong());
      place = here;
    }
    try {
      follow(here);
      return Duration.ZERO;
    } catch (RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  /// Takes what is there, up to a batch; waits a moment for the first block only.
  private void follow(Place here) {
    List<LogRecord> wanted = new ArrayList<>();
    var block = here.cursor.next(WAIT);
    while (block.isPresent()) {
      collect(here, block.get(), wanted);
      block =
          wanted.size() < QueueDeliveries.MAX_RECORDS && place != null
              ? here.cursor.next(Duration.ZERO)
              : Optional.empty();
    }
    if (!wanted.isEmpty()) {
      store(here, here.read, wanted);
    } else if (System.nanoTime() - here.storedAtNanos > STORE_NANOS) {
      keep(here);
    }
  }

  /// Stores every full batch.
  private void collect(Place here, LogBlock block, List<LogRecord> wanted) {
    for (var record : block.records()) {
      if (WebhookEvents.of(record.body()).isPresent()) {
        wanted.add(record);
      }
      if (wanted.size() == QueueDeliveries.MAX_RECORDS && place != null) {
        store(here, record.position(), wanted);
        wanted.clear();
      }
    }
    here.read = block.lastPosition();
  }

  private void store(Place here, long to, List<LogRecord> wanted) {
    if (place == null) {
      return;
    }
    switch (queue.queue(here.stored, to, wanted, ways.clock().instant())) {
      case Outcome.Moved() -> leave();
      case Outcome.Queued(int queued, int dropped) -> {
        here.stored = to;
        here.storedAtNanos = System.nanoTime();
        ways.tally().dropped(dropped);
        if (queued > 0) {
          ways.due().ring();
        }
      }
    }
  }

  /// Moves the stored position, if anybody listens still.
  private void keep(Place here) {
    if (queue.position().isEmpty()) {
      leave();
    } else if (here.read > here.stored) {
      store(here, here.read, List.of());
    }
    here.storedAtNanos = System.nanoTime();
  }

  private void leave() {
    var left = place;
    place = null;
    if (left != null) {
      left.cursor.close();
    }
  }

  /// To be called after the last round.
  @Override
  public void close() {
    leave();
  }
}
