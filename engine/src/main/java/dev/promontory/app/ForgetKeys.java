package dev.promontory.app;

import dev.promontory.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Forgets idempotency keys some time after they came: a repeat that comes later is taken for a new
/// call.
public final class ForgetKeys implements DueWork {

  /// How long a key is remembered at least.
  public static final Duration RETENTION = Duration.ofDays(7);

  /// The most keys of one batch.
  public static final int MAX_BATCH = 5_000;

  private final Transactions transactions;

  public ForgetKeys(Transactions transactions) {
    this.transactions = transactions;
  }

  /// At full hours only: keys come one by one, and need not go so.
  @Override
  public Optional<Instant> nextDueAt() {
    return transactions
        .inTransaction(tx -> tx.idempotency().oldest())
        .map(at -> at.plus(RETENTION).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
  }

  @Override
  public boolean doDue(Instant now) {
    var before = now.truncatedTo(ChronoUnit.HOURS).minus(RETENTION);
    int forgotten = transactions.inTransaction(tx -> tx.idempotency().forget(before, MAX_BATCH));
    return forgotten == MAX_BATCH;
  }
}
