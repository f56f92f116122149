package dev.promontory.rocksdb;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What waits for a shard. Given to by the dispatcher, taken from by the thread of the shard, which
/// anybody may wake.
final class Inbox {
  /// The most works that wait; a work has at most [Dispatcher#SLICE] records.
  static final int CAPACITY = 8;

  private final BlockingQueue<Work> works = new ArrayBlockingQueue<>(CAPACITY);
  private volatile @Nullable Thread owner;
  private volatile End end = End.NONE;

  /// How a shard ends.
  enum End {
    /// Not at all.
    NONE,
    /// With a last checkpoint.
    ORDERLY,
    /// At once, as a crash would end it.
    ABRUPT
  }

  /// The calling thread is the shard's from now on.
  void belongToCaller() {
    owner = Thread.currentThread();
  }

  /// Gives a work.
  ///
  /// @return false if there is no room
  boolean offer(Work work) {
    boolean taken = works.offer(work);
    if (taken) {
      wake();
    }
    return taken;
  }

  void wake() {
    var thread = owner;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  void end(End how) {
    end = how;
    wake();
  }

  End end() {
    return end;
  }

  boolean isOpen() {
    return end == End.NONE;
  }

  @Nullable Work poll() {
    return works.poll();
  }

  int size() {
    return works.size();
  }
}
