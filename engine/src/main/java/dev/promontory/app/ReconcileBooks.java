package dev.promontory.app;

import dev.promontory.audit.Reconciliation;
import dev.promontory.audit.Reconciliations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Reconciles the books soon after the start and then every day. Safe for use by many threads, one
/// of which reconciles at a time.
public final class ReconcileBooks implements DueWork {

  /// How often.
  public static final Duration EVERY = Duration.ofDays(1);

  /// How long after a failure it is tried again.
  public static final Duration RETRY = Duration.ofMinutes(1);

  /// How long after the start: there is more urgent work then.
  public static final Duration AFTER_START = Duration.ofMinutes(1);

  private final Reconciliations reconciliations;
  private final Consumer<Reconciliation> published;
  private final ReentrantLock running = new ReentrantLock();
  private volatile Instant nextAt;

  /// @param published told of every result
  public ReconcileBooks(
      Reconciliations reconciliations, Instant startedAt, Consumer<Reconciliation> published) {
    this.reconciliations = reconciliations;
    this.published = published;
    this.nextAt = startedAt.plus(AFTER_START);
  }

  @Override
  public Optional<Instant> nextDueAt() {
    return Optional.of(nextAt);
  }

  @Override
  public boolean doDue(Instant now) {
    if (!nextAt.isAfter(now)) {
      reconcile(now);
    }
    return false;
  }

  /// Reconciles now.
  ///
  /// @return the result; empty if somebody else reconciles at the moment, and nothing was done
  public Optional<Reconciliation> reconcile(Instant now) {
    if (!running.tryLock()) {
      return Optional.empty();
    }
    try {
      nextAt = now.plus(RETRY);
      var result = reconciliations.reconcile(now.truncatedTo(ChronoUnit.MILLIS));
      nextAt = now.plus(EVERY);
      published.accept(result);
      return Optional.of(result);
    } finally {
      running.unlock();
    }
  }
}
