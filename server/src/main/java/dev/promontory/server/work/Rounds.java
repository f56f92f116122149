package dev.promontory.server.work;

import dev.promontory.app.Alarm;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that makes rounds: when somebody rings, and when the time it gave itself has passed. A
/// round that fails is logged with its consequence and made again a second later.
public final class Rounds implements Alarm, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(30);

  private final String name;
  private final Round round;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long rung;
  private long served;
  private boolean open = true;

  /// What is done in a round.
  @FunctionalInterface
  public interface Round {

    /// Does everything there is to do now.
    ///
    /// @return how long until the next round at the latest, if nobody rings
    Duration make();
  }

  /// Starts the thread.
  ///
  /// @param name of the thread and in the log: what is done, such as `outbox relay`
  public Rounds(String name, Round round) {
    this.name = name;
    this.round = round;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::work);
  }

  @Override
  public void ring() {
    lock.lock();
    try {
      rung++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Rings, and waits for the end of a round that began afterwards and did not fail.
  ///
  /// @return false if the time ran out first
  public boolean awaitRound(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long mine = ++rung;
      changed.signalAll();
      long nanos = timeout.toNanos();
      while (served < mine) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Ends after the round under way.
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
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
    var pause = Duration.ZERO;
    while (true) {
      long ring = awaitNext(pause);
      if (ring < 0) {
        return;
      }
      pause = makeRound(ring);
    }
  }

  /// Waits until somebody rings or the pause is over.
  ///
  /// @return the number of the last ring, or -1 once closed
  private long awaitNext(Duration pause) {
    lock.lock();
    try {
      long nanos = pause.toNanos();
      while (open && rung == served && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return open ? rung : -1;
    } catch (InterruptedException _) {
      // Only the end of the program interrupts this thread.
      return -1;
    } finally {
      lock.unlock();
    }
  }

  private Duration makeRound(long ring) {
    try {
      var pause = round.make();
      lock.lock();
      try {
        served = Math.max(served, ring);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      return pause;
    } catch (RuntimeException e) {
      LOG.warn("{} was interrupted; it goes on in a second where it was", name, e);
      return pauseAfterFailure();
    }
  }

  /// Waits here, for those who wait for a round would otherwise wake the next one at once.
  private Duration pauseAfterFailure() {
    lock.lock();
    try {
      long nanos = AFTER_FAILURE.toNanos();
      while (open && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return Duration.ZERO;
  }
}
