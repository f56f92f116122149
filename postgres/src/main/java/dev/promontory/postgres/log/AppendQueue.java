package dev.promontory.postgres.log;

import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Overloaded;
import dev.promontory.log.AppendResult.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be appended, within bounds. Many callers put in, one appender takes out.
final class AppendQueue {
  private static final int RETRY_AFTER_SECONDS = 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<PendingAppend> waiting = new ArrayDeque<>();
  private final int maxRecords;
  private final long maxBytes;

  private int records;
  private long bytes;

  /// Why nothing is taken in at present; null when all is well.
  private @Nullable Unavailable obstacle;

  private boolean closed;

  AppendQueue(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /// Takes an append in, or says at once why not. An empty queue takes one of any size.
  ///
  /// @return null if it was taken in
  @Nullable AppendResult put(PendingAppend append) {
    lock.lock();
    try {
      if (obstacle != null) {
        return obstacle;
      }
      boolean full = records + append.size() > maxRecords || bytes + append.bytes() > maxBytes;
      if (full && !waiting.isEmpty()) {
        return new Overloaded(RETRY_AFTER_SECONDS);
      }
      waiting.add(append);
      records += append.size();
      bytes += append.bytes();
      changed.signal();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for appends and takes as many as fit into the limits, but at least one. Those whose
  /// callers have given up are left out.
  ///
  /// @return empty only if the queue is closed and nothing is left
  List<PendingAppend> take(int maxRecords, long maxBytes) throws InterruptedException {
    lock.lock();
    try {
      List<PendingAppend> taken = new ArrayList<>();
      while (taken.isEmpty() && !(closed && waiting.isEmpty())) {
        while (waiting.isEmpty() && !closed) {
          changed.await();
        }
        drain(taken, maxRecords, maxBytes);
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void drain(List<PendingAppend> taken, int maxRecords, long maxBytes) {
    int takenRecords = 0;
    long takenBytes = 0;
    for (var next = waiting.peek(); next != null; next = waiting.peek()) {
      takenRecords += next.size();
      takenBytes += next.bytes();
      if (!taken.isEmpty() && (takenRecords > maxRecords || takenBytes > maxBytes)) {
        return;
      }
      remove(next);
      if (next.take()) {
        taken.add(next);
      }
    }
  }

  private void remove(PendingAppend first) {
    waiting.remove();
    records -= first.size();
    bytes -= first.bytes();
  }

  /// Answers all that wait, and from now on all that come, with an obstacle.
  void obstruct(Unavailable reason) {
    lock.lock();
    try {
      obstacle = reason;
      for (var next = waiting.peek(); next != null; next = waiting.peek()) {
        remove(next);
        next.answer(reason);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes in again, unless the queue is closed.
  void clear() {
    lock.lock();
    try {
      if (!closed) {
        obstacle = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing in from now on; what waits can still be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      obstacle = new Unavailable("The log is closed.", false, false);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits, but not longer than until the queue is closed.
  ///
  /// @return whether it is closed
  boolean awaitClosed(long millis) throws InterruptedException {
    lock.lock();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
