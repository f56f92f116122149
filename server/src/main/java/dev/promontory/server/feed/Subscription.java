package dev.promontory.server.feed;

import dev.promontory.grant.Decided;
import dev.promontory.log.LogBlock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One listener's queue. The hub and those who decide put items in and never wait; the thread of
/// the connection takes them out. When it is full, items are counted instead of kept, and the count
/// stands in the queue where they would have stood.
final class Subscription {
  /// The most items that wait, and about the most heap that they take, but for a single larger
  /// record.
  static final int MAX_WAITING = 1_000;

  static final long MAX_BYTES = 1L << 20;

  /// The most items of one batch.
  static final int MAX_BATCH = 100;

  private final FeedFilter filter;
  private final long since;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<FeedItem> waiting = new ArrayDeque<>();
  private long bytes;
  private long seen;
  private boolean open = true;
  private @Nullable Thread writer;
  private long writingSinceNanos;

  /// What was taken out.
  ///
  /// @param items in order, at most [#MAX_BATCH]; none if nothing came in time
  /// @param seen up to this position there is nothing else, or 0 if there is
  record Batch(List<FeedItem> items, long seen) {}

  /// @param since position of the last record that it is not offered
  Subscription(FeedFilter filter, long since) {
    this.filter = filter;
    this.since = since;
    this.seen = since;
  }

  FeedFilter filter() {
    return filter;
  }

  /// Position of the last record that it is not offered.
  long since() {
    return since;
  }

  /// Puts in what passes the filter and was not offered before.
  void offer(LogBlock block) {
    lock.lock();
    try {
      for (var record : block.records()) {
        if (record.position() > seen && filter.passes(record)) {
          add(new FeedItem.Logged(record));
        }
      }
      seen = Math.max(seen, block.lastPosition());
    } finally {
      lock.unlock();
    }
  }

  /// Puts in what passes the filter.
  void offer(List<Decided> decisions) {
    lock.lock();
    try {
      for (var decided : decisions) {
        offer(decided, FeedKind.QUALIFICATION);
        offer(decided, FeedKind.of(decided.grant().outcome()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void offer(Decided decided, FeedKind kind) {
    if (filter.passes(decided, kind)) {
      add(new FeedItem.OfCampaign(kind, decided.grant(), seen));
    }
  }

  private void add(FeedItem.OfUser item) {
    long weight = item.weight();
    boolean hasRoom =
        waiting.isEmpty() || (waiting.size() < MAX_WAITING && bytes + weight <= MAX_BYTES);
    if (hasRoom) {
      waiting.add(item);
      bytes += weight;
    } else {
      drop(item.position());
    }
    changed.signalAll();
  }

  /// Counts an item at the end of the queue, so that it never holds more than one
  /// [FeedItem.Dropped] and one [FeedItem.Gap] beyond its bound.
  private void drop(long position) {
    switch (waiting.getLast()) {
      case FeedItem.OfUser _ -> waiting.add(new FeedItem.Dropped(1, position));
      case FeedItem.Dropped(long count, _) -> {
        waiting.removeLast();
        waiting.add(new FeedItem.Dropped(count + 1, position));
      }
      case FeedItem.Gap(long from, _) -> {
        waiting.removeLast();
        waiting.add(new FeedItem.Gap(from, position));
      }
    }
  }

  /// Says that records up to a position are not offered.
  void skip(long to) {
    lock.lock();
    try {
      if (to <= seen) {
        return;
      }
      long from = seen + 1;
      if (waiting.peekLast() instanceof FeedItem.Gap gap) {
        waiting.removeLast();
        from = gap.from();
      }
      waiting.add(new FeedItem.Gap(from, to));
      seen = to;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes out what waits; waits a while if nothing does.
  ///
  /// @return null once nothing will come any more
  @Nullable Batch take(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (open && waiting.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (!open) {
        return null;
      }
      List<FeedItem> items = new ArrayList<>(Math.min(MAX_BATCH, waiting.size()));
      while (items.size() < MAX_BATCH && !waiting.isEmpty()) {
        items.add(remove());
      }
      return new Batch(items, waiting.isEmpty() ? seen : 0);
    } finally {
      lock.unlock();
    }
  }

  private FeedItem remove() {
    var item = waiting.removeFirst();
    if (item instanceof FeedItem.OfUser of) {
      bytes -= of.weight();
    }
    return item;
  }

  /// Something that waits for the connection.
  interface Writing {
    void write() throws IOException;
  }

  /// Writes, and lets [#endIfStalled] interrupt it.
  void writing(long nowNanos, Writing writing) throws IOException {
    setWriter(Thread.currentThread(), nowNanos);
    try {
      writing.write();
    } finally {
      setWriter(null, nowNanos);
    }
  }

  private void setWriter(@Nullable Thread thread, long nowNanos) {
    lock.lock();
    try {
      writer = thread;
      writingSinceNanos = nowNanos;
    } finally {
      lock.unlock();
    }
  }

  /// Interrupts a writing that began too long ago, which closes its connection.
  void endIfStalled(long nowNanos, Duration maxStall) {
    lock.lock();
    try {
      if (writer != null && nowNanos - writingSinceNanos > maxStall.toNanos()) {
        open = false;
        writer.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /// From now on nothing comes any more.
  void close() {
    lock.lock();
    try {
      open = false;
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
