package dev.promontory.postgres.log;

import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.AppendResult.Unavailable;
import dev.promontory.log.RecordWeight;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/// An append on its way: waited for by its caller, answered by the appender. Safe for use by both.
final class PendingAppend {
  private enum Stage {
    QUEUED,
    TAKEN,
    WITHDRAWN
  }

  private final AppendBatch batch;
  private final long bytes;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
  private final CompletableFuture<AppendResult> result = new CompletableFuture<>();

  PendingAppend(AppendBatch batch) {
    this.batch = batch;
    long sum = 0;
    for (var entry : batch.records()) {
      sum += RecordWeight.of(entry.body());
    }
    this.bytes = sum;
  }

  AppendBatch batch() {
    return batch;
  }

  int size() {
    return batch.records().size();
  }

  /// About how much heap the records take.
  long bytes() {
    return bytes;
  }

  /// Called by the appender before it begins.
  ///
  /// @return false if the caller has given up and must not find the records in the log
  boolean take() {
    return stage.compareAndSet(Stage.QUEUED, Stage.TAKEN);
  }

  /// Whether the caller still waits for an answer.
  boolean isAwaited() {
    return stage.get() != Stage.WITHDRAWN && !result.isDone();
  }

  void answer(AppendResult answer) {
    result.complete(answer);
  }

  /// The store refuses this append, whatever else is appended with it.
  void fail(Exception cause) {
    result.completeExceptionally(cause);
  }

  /// Waits for the answer; gives up when patience ends or the thread is interrupted.
  AppendResult await(Duration patience) {
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return withdraw("The database did not answer within " + patience.toSeconds() + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return withdraw("The server is stopping.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the store refuses these records; none of them was appended", e.getCause());
    }
  }

  private AppendResult withdraw(String reason) {
    boolean untouched = stage.getAndSet(Stage.WITHDRAWN) == Stage.QUEUED;
    return new Unavailable(reason, false, !untouched);
  }
}
