package dev.promontory.rocksdb;

import dev.promontory.rocksdb.store.Store;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// When a shard makes a checkpoint: one at a time, while folding goes on. Owned by the thread of
/// the shard; the writing is done by another.
final class Checkpoints {
  private final Store store;
  private final int shard;
  private final Executor writer;
  private final int maxDirty;
  private final long everyNanos;
  private long lastNanos = System.nanoTime();
  private @Nullable Snapshot current;
  private @Nullable CompletableFuture<Void> writing;

  /// @param writer whose thread writes
  /// @param maxDirty the most dirty users before a checkpoint is made early
  /// @param every how long after one the next is made
  Checkpoints(Store store, int shard, Executor writer, int maxDirty, Duration every) {
    this.store = store;
    this.shard = shard;
    this.writer = writer;
    this.maxDirty = maxDirty;
    this.everyNanos = every.toNanos();
  }

  /// Whether one is to be begun.
  ///
  /// @param dirty how many users are
  boolean isDue(int dirty) {
    return current == null && (dirty >= maxDirty || System.nanoTime() - lastNanos >= everyNanos);
  }

  /// Whether one is under way.
  boolean isUnderWay() {
    return current != null;
  }

  /// Whether folding has to wait for the one that is under way.
  boolean isOverdue(int dirty) {
    return current != null && dirty >= maxDirty;
  }

  void begin(Snapshot snapshot) {
    current = snapshot;
    lastNanos = System.nanoTime();
  }

  /// Goes on with the one under way: writes it as soon as it is settled (LH5).
  ///
  /// @return the one that is on disk now, or null if none has come to its end since the last call
  /// @throws RuntimeException if it could not be written
  @Nullable Snapshot run() {
    var snapshot = current;
    if (snapshot == null) {
      return null;
    }
    if (writing == null) {
      if (snapshot.decided().isDecided()) {
        var thread = Thread.currentThread();
        writing =
            CompletableFuture.runAsync(() -> snapshot.writeTo(store, shard), writer)
                .whenComplete((_, _) -> LockSupport.unpark(thread));
      }
      return null;
    }
    if (!writing.isDone()) {
      return null;
    }
    writing.join();
    writing = null;
    current = null;
    return snapshot;
  }
}
