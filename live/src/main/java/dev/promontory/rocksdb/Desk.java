package dev.promontory.rocksdb;

import dev.promontory.live.host.LiveHostBusy;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What others want of the dispatcher; outlives its failures. Safe for use by many threads.
final class Desk {
  /// The most who wait for a change.
  static final int MAX_CHANGES = 1_000;

  private final BlockingQueue<ChangeRequest<?>> changes = new ArrayBlockingQueue<>(MAX_CHANGES);
  private final Set<SettleRequest> settling = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /// @throws LiveHostBusy if too many wait
  void add(ChangeRequest<?> request) {
    if (closed || !changes.offer(request)) {
      throw busy();
    }
    if (closed) {
      close();
    }
  }

  private LiveHostBusy busy() {
    return new LiveHostBusy(
        closed ? "live campaigns are closed" : "too many changes of live campaigns wait");
  }

  @Nullable ChangeRequest<?> nextChange() {
    return changes.poll();
  }

  /// Those who wait until something is settled.
  Set<SettleRequest> settling() {
    return settling;
  }

  /// Turns away everybody who waits for a change.
  void close() {
    closed = true;
    turnAway(changes);
  }

  private void turnAway(Queue<ChangeRequest<?>> waiting) {
    for (var request = waiting.poll(); request != null; request = waiting.poll()) {
      request.fail(busy());
    }
  }
}
