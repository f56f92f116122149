package dev.promontory.server.work;

import dev.promontory.app.Alarm;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that makes rounds: when somebody rings, and when the time it gave itself has passed. A
/// round that fails, in whatever way, is logged with its consequence and made again a second later.
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
  private volatile boolean open = true;

  /// What is done in a round.
  @FunctionalInterface
  public interface Round {

    /// Does everything there is to do now, in batches of at most a few seconds.
    ///
    /// @param goOn asked between batches; false once the rounds are closed: leave the rest
    /// @return how long until the next round at the latest, if nobody rings
    Duration make(BooleanSupplier goOn);
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
  /// @return false if the time ran out first, or the rounds were closed
  public boolean awaitRound(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long mine = ++rung;
      changed.signalAll();
      long nanos = timeout.toNanos();
      while (served < mine) {
        if (nanos <= 0 || !open) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Why no more rounds are made, a sentence; empty while they are, and after they were closed.
  public Optional<String> obstacle() {
    return open && !thread.isAlive()
        ? Optional.of("the worker \"" + name + "\" has died; restart the server")
        : Optional.empty();
  }

  /// Ends after the batch under way.
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
      if (thread.isAlive()) {
        LOG.warn("{} does not end; what it is at is done again after the next start", name);
      }
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
      var pause = round.make(() -> open);
      serve(ring);
      return pause;
    } catch (RuntimeException e) {
      LOG.warn("{} was interrupted; it goes on in a second where it was", name, e);
    } catch (Throwable e) {
      LOG.error("{} met a fault of the program; it goes on in a second where it was", name, e);
    }
    return pauseAfterFailure();
  }

  /// A round that was cut short by the close has served nobody.
  private void serve(long ring) {
    lock.lock();
    try {
      if (open) {
        served = Math.max(served, ring);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
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
