package dev.promontory.server.feed;

import dev.promontory.grant.Decided;
import dev.promontory.grant.Decisions;
import dev.promontory.log.EventLog;
import dev.promontory.log.LogBlock;
import dev.promontory.log.LogCursor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the log once for all who listen, and not at all while nobody does; passes on what is
/// granted and refused. Safe for use by many threads.
public final class FeedHub implements Decisions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeedHub.class);

  /// The most listeners, of all accounts and of one.
  static final int MAX_SUBSCRIPTIONS = 64;

  static final int MAX_PER_ACCOUNT = 16;

  /// How many records the hub may be behind the log before it leaves them out and says so: what is
  /// shown is what happens now.
  static final int MAX_BEHIND = 50_000;

  /// How long a connection may take no bytes while there are some for it.
  private static final Duration MAX_STALL = Duration.ofSeconds(30);

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final EventLog log;
  private final Duration maxStall;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Changed under the lock, read by those who decide without it.
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  private long position;
  private boolean open = true;
  private int failures;

  /// Starts the thread.
  public FeedHub(EventLog log) {
    this(log, MAX_STALL);
  }

  /// @param maxStall how long a connection may take no bytes
  FeedHub(EventLog log, Duration maxStall) {
    this.log = log;
    this.maxStall = maxStall;
    this.thread = Thread.ofPlatform().name("live feed").daemon().start(this::work);
  }

  /// How many listen now.
  public int subscriptions() {
    lock.lock();
    try {
      return subscriptions.size();
    } finally {
      lock.unlock();
    }
  }

  /// Listens from now on: every record behind [Subscription#since] is offered.
  ///
  /// @return empty if too many listen already, or the server stops
  Optional<Subscription> subscribe(FeedFilter filter) {
    lock.lock();
    try {
      if (!open || subscriptions.size() >= MAX_SUBSCRIPTIONS || isFull(filter.account())) {
        return Optional.empty();
      }
      if (subscriptions.isEmpty()) {
        position = log.lastPosition();
        changed.signalAll();
      }
      var subscription = new Subscription(filter, position);
      subscriptions.add(subscription);
      return Optional.of(subscription);
    } finally {
      lock.unlock();
    }
  }

  private boolean isFull(int account) {
    return subscriptions.stream().filter(each -> each.filter().account() == account).count()
        >= MAX_PER_ACCOUNT;
  }

  /// Offers decisions to all who listen. Costs next to nothing while nobody does, and waits for no
  /// connection in any case.
  @Override
  public void taken(List<Decided> batch) {
    for (var subscription : subscriptions) {
      subscription.offer(batch);
    }
  }

  /// Listens no more.
  void unsubscribe(Subscription subscription) {
    lock.lock();
    try {
      subscriptions.remove(subscription);
    } finally {
      lock.unlock();
    }
    subscription.close();
  }

  /// Ends all subscriptions and lets nobody listen any more.
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
      subscriptions.forEach(Subscription::close);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    for (long from = awaitListener(); from >= 0; from = awaitListener()) {
      try (var cursor = log.openCursor(from)) {
        follow(cursor);
      } catch (RuntimeException | Error e) {
        note(e);
        pause();
      }
    }
  }

  /// @return behind which position to read, or -1 once closed
  private long awaitListener() {
    lock.lock();
    try {
      while (open && subscriptions.isEmpty()) {
        changed.await();
      }
      return open ? position : -1;
    } catch (InterruptedException _) {
      // Only the end of the program interrupts this thread.
      return -1;
    } finally {
      lock.unlock();
    }
  }

  /// Until nobody listens any more, or it has fallen too far behind.
  private void follow(LogCursor cursor) {
    boolean goesOn = true;
    while (goesOn) {
      cursor.next(WAIT).ifPresent(this::offer);
      failures = 0;
      goesOn = keepUp();
    }
  }

  private void offer(LogBlock block) {
    lock.lock();
    try {
      subscriptions.forEach(each -> each.offer(block));
      position = Math.max(position, block.lastPosition());
    } finally {
      lock.unlock();
    }
  }

  /// @return whether to go on with the same cursor
  private boolean keepUp() {
    lock.lock();
    try {
      long now = System.nanoTime();
      subscriptions.forEach(each -> each.endIfStalled(now, maxStall));
      long last = log.lastPosition();
      boolean isLate = last - position > MAX_BEHIND;
      if (isLate) {
        subscriptions.forEach(each -> each.skip(last));
        position = last;
      }
      return open && !isLate && !subscriptions.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Says so when a failure is the first, second, fourth, eighth ... in a row.
  private void note(Throwable e) {
    failures++;
    if (Integer.bitCount(failures) == 1) {
      LOG.warn(
          "the live feed cannot read the log; it goes on in a second; failure {} in a row",
          failures,
          e);
    }
  }

  private void pause() {
    lock.lock();
    try {
      long nanos = PAUSE_NANOS;
      while (open && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
