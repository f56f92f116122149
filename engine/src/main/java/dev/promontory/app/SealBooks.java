package dev.promontory.app;

import dev.promontory.audit.Checkpoints;
import dev.promontory.audit.Checkpoints.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// Seals the books every hour: a checkpoint over the heads of all chains (L6). Safe for use by many
/// threads, one of which seals at a time.
public final class SealBooks implements DueWork {

  /// How often.
  public static final Duration EVERY = Duration.ofHours(1);

  /// How long after a failure it is tried again.
  public static final Duration RETRY = Duration.ofMinutes(1);

  private final Checkpoints checkpoints;
  private final Consumer<Sealed> published;
  private Instant nextAt;

  /// @param startedAt the first checkpoint of this run of the program is made right then
  /// @param published told of what came of it every time, so that the hash is kept elsewhere too
  public SealBooks(Checkpoints checkpoints, Instant startedAt, Consumer<Sealed> published) {
    this.checkpoints = checkpoints;
    this.published = published;
    this.nextAt = startedAt;
  }

  @Override
  public synchronized Optional<Instant> nextDueAt() {
    return Optional.of(nextAt);
  }

  @Override
  public synchronized boolean doDue(Instant now) {
    if (!nextAt.isAfter(now)) {
      seal(now);
    }
    return false;
  }

  /// Seals now.
  ///
  /// @return without a checkpoint if no chain has grown since the newest one
  public synchronized Sealed seal(Instant now) {
    var instant = now.truncatedTo(ChronoUnit.MILLIS);
    nextAt = instant.plus(RETRY);
    var outcome = checkpoints.seal(instant);
    nextAt = instant.plus(EVERY);
    published.accept(outcome);
    return outcome;
  }
}
