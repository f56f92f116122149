package dev.promontory.rocksdb;

import dev.promontory.live.host.Changed;
import dev.promontory.live.host.LiveHostBusy;
import dev.promontory.live.host.Moment;
import dev.promontory.live.host.ProgramChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Somebody who wants to change a program, and waits for it.
///
/// @param <T> what they are answered
final class ChangeRequest<T> {
  private enum Stage {
    WAITING,
    DECIDING,
    WITHDRAWN
  }

  private final Function<Moment, Changed<T>> decision;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  ChangeRequest(Function<Moment, Changed<T>> decision) {
    this.decision = decision;
  }

  /// Waits for the answer.
  ///
  /// @throws LiveHostBusy if the decision is not begun within the patience
  T await(Duration patience) {
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      if (withdraw()) {
        throw new LiveHostBusy("live campaigns have not caught up within " + patience);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      if (withdraw()) {
        throw new LiveHostBusy("interrupted while live campaigns caught up");
      }
    } catch (ExecutionException e) {
      throw thrown(e.getCause(), e);
    }
    return joined();
  }

  private T joined() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw thrown(e.getCause(), e);
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause, Exception e) {
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("a change failed", e);
  }

  private boolean withdraw() {
    return stage.compareAndSet(Stage.WAITING, Stage.WITHDRAWN);
  }

  boolean isWithdrawn() {
    return stage.get() == Stage.WITHDRAWN;
  }

  /// Takes it up; from now on it is not withdrawn.
  ///
  /// @return false if nobody waits any more
  boolean begin() {
    return stage.compareAndSet(Stage.WAITING, Stage.DECIDING);
  }

  /// What was decided.
  ///
  /// @param tell answers who waits; to be called when the changes are on their way
  record Outcome(List<ProgramChange> changes, Runnable tell) {}

  /// Only after [#begin].
  Outcome decide(Moment moment) {
    var changed = decision.apply(moment);
    return new Outcome(changed.changes(), () -> answer.complete(changed.answer()));
  }

  void fail(Throwable failure) {
    answer.completeExceptionally(failure);
  }
}
