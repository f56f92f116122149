package dev.promontory.server.feed;

import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// One connection of the feed, from its first event to its last. Owned by the thread of the
/// connection.
final class FeedStream {
  /// The most records that a client which comes again is told of what it missed; of older ones it
  /// is told where they stand.
  static final int MAX_REPLAY = 10_000;

  /// How long nothing is sent at the most.
  static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /// How long a connection lasts at the most. Its client comes again and shows its credentials
  /// anew.
  static final Duration MAX_AGE = Duration.ofHours(1);

  private static final int RETRY_MILLIS = 2_000;

  private final Subscription subscription;
  private final UserNames names;
  private final OutputStream out;
  private final LongSupplier nanoTime;

  /// @param nanoTime a clock that only goes forward, such as `System::nanoTime`
  FeedStream(Subscription subscription, UserNames names, OutputStream out, LongSupplier nanoTime) {
    this.subscription = subscription;
    this.names = names;
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /// Tells where the feed begins and what was missed since a position.
  ///
  /// @param after position of the last record that is not wanted
  /// @throws IOException if the client is gone
  /// @throws IllegalStateException if the log cannot be read just now
  void begin(EventLog log, long after) throws IOException {
    long since = subscription.since();
    long wanted = Math.min(after, since);
    long from = Math.max(wanted, since - MAX_REPLAY);
    write(FeedView.opening(wanted, RETRY_MILLIS));
    if (from > wanted) {
      send(List.of(new FeedItem.Gap(wanted + 1, from)));
    }
    if (from == since) {
      return;
    }
    try (var cursor = log.openCursor(from)) {
      for (long position = from; position < since; ) {
        var block =
            cursor
                .next(EventLog.READING_PATIENCE)
                .orElseThrow(() -> new IllegalStateException("the log ends too early"));
        replay(block, since);
        position = block.lastPosition();
      }
    }
  }

  private void replay(LogBlock block, long to) throws IOException {
    List<FeedItem> items = new ArrayList<>();
    for (var record : block.records()) {
      if (record.position() <= to && subscription.filter().passes(record)) {
        items.add(new FeedItem.Logged(record));
      }
      if (items.size() == Subscription.MAX_BATCH) {
        send(items);
        items.clear();
      }
    }
    send(items);
  }

  /// Tells what comes, until the subscription or the connection ends.
  ///
  /// @throws IOException if the client is gone
  void follow() throws IOException, InterruptedException {
    long began = nanoTime.getAsLong();
    long sent = began;
    while (nanoTime.getAsLong() - began < MAX_AGE.toNanos()) {
      long quiet = nanoTime.getAsLong() - sent;
      var batch = subscription.take(HEARTBEAT.minusNanos(quiet));
      if (batch == null) {
        return;
      }
      boolean told = send(batch.items());
      if (!told && nanoTime.getAsLong() - sent >= HEARTBEAT.toNanos()) {
        write(FeedView.heartbeat(batch.seen()));
        told = true;
      }
      if (told) {
        sent = nanoTime.getAsLong();
      }
    }
  }

  /// @return whether anything was sent
  private boolean send(List<FeedItem> items) throws IOException {
    var wanted = items.stream().filter(this::isWanted).toList();
    if (wanted.isEmpty()) {
      return false;
    }
    var users = new TreeSet<Long>();
    for (var item : wanted) {
      if (item instanceof FeedItem.OfUser of) {
        users.add(of.user());
      }
    }
    write(FeedView.events(wanted, names.of(subscription.filter().account(), users)));
    return true;
  }

  private boolean isWanted(FeedItem item) {
    var person = subscription.filter().person();
    return !(item instanceof FeedItem.OfUser of) || person == null || person.is(of.user());
  }

  private void write(byte[] bytes) throws IOException {
    subscription.writing(nanoTime.getAsLong(), () -> writeAll(bytes));
  }

  /// Whatever goes wrong in the web server's stream means that the client is gone.
  private void writeAll(byte[] bytes) throws IOException {
    try {
      out.write(bytes);
      out.flush();
    } catch (RuntimeException e) {
      throw new IOException("the connection is gone", e);
    }
  }
}
