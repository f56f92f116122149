package dev.promontory.server.books;

import dev.promontory.audit.Checkpoint;
import dev.promontory.audit.Checkpoints;
import dev.promontory.audit.Checkpoints.Sealed;
import dev.promontory.audit.Reconciliation;
import dev.promontory.audit.Reconciliations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of checkpoints and reconciliations in the log, and as figures. Safe for use by many
/// threads.
public final class BooksReports {
  private static final Logger LOG = LoggerFactory.getLogger(BooksReports.class);
  private static final double MILLIS = 1000;

  private volatile @Nullable Checkpoint checkpoint;
  private volatile @Nullable Reconciliation reconciliation;
  private volatile long broken;

  /// Begins with what is stored.
  public BooksReports(Checkpoints checkpoints, Reconciliations reconciliations) {
    this.checkpoint = checkpoints.newest().orElse(null);
    this.reconciliation = reconciliations.last().orElse(null);
  }

  /// The books were sealed.
  public void sealed(Sealed outcome) {
    broken = outcome.broken();
    outcome.checkpoint().ifPresent(this::sealed);
    if (outcome.broken() > 0) {
      LOG.error(
          "L6: {} balances no longer have the entries that a checkpoint sealed: somebody changed or removed entries, or an older backup was restored. Keep the database as it is, run ./promontory verify, which names them, and compare with a backup",
          outcome.broken());
    }
  }

  private void sealed(Checkpoint made) {
    checkpoint = made;
    LOG.info(
        "checkpoint {} of the books: {} balances, {} entries, hash {}",
        made.number(),
        made.balances(),
        made.entries(),
        made.hash());
  }

  /// The books were reconciled.
  public void reconciled(Reconciliation result) {
    reconciliation = result;
    if (result.discrepancies() == 0) {
      LOG.info(
          "the books are reconciled: {} balances add up, in {} ms",
          result.balances(),
          result.took().toMillis());
    } else {
      LOG.error(
          "L2: {} balances, lots or wallets of {} balances do not add up. Balances go on being served as they are; run ./promontory verify, which names them, and keep the database for comparison before anything is corrected",
          result.discrepancies(),
          result.balances());
    }
  }

  /// Registers the figures.
  public void bind(MeterRegistry meters) {
    gauge(
        meters,
        "promontory.books.discrepancies",
        "Balances, lots and wallets that do not add up, by the newest reconciliation",
        all -> of(all.reconciliation, Reconciliation::discrepancies));
    gauge(
        meters,
        "promontory.books.reconciled.at",
        "When the newest reconciliation began, in seconds since 1970",
        all -> of(all.reconciliation, result -> seconds(result.at())));
    gauge(
        meters,
        "promontory.books.reconciliation.seconds",
        "How long the newest reconciliation took",
        all -> of(all.reconciliation, result -> seconds(result.took())));
    gauge(
        meters,
        "promontory.books.checkpoint",
        "The number of the newest checkpoint",
        all -> of(all.checkpoint, Checkpoint::number));
    gauge(
        meters,
        "promontory.books.checkpoint.at",
        "When the newest checkpoint was made, in seconds since 1970",
        all -> of(all.checkpoint, made -> seconds(made.at())));
    gauge(
        meters,
        "promontory.books.broken",
        "Balances that no longer have the entries that were sealed",
        all -> all.broken);
  }

  private void gauge(
      MeterRegistry meters, String name, String meaning, ToDoubleFunction<BooksReports> value) {
    Gauge.builder(name, this, value).description(meaning).register(meters);
  }

  /// Not a number as long as there is nothing.
  private static <T> double of(@Nullable T thing, ToDoubleFunction<T> value) {
    return thing == null ? Double.NaN : value.applyAsDouble(thing);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }

  private static double seconds(Duration length) {
    return length.toMillis() / MILLIS;
  }
}
