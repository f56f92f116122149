package dev.promontory.app;

import dev.promontory.store.Transactions;
import dev.promontory.webhook.Deliveries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Forgets deliveries some time after they were added, and deleted webhooks with all of theirs.
public final class ForgetDeliveries implements DueWork {

  /// The most deliveries of one batch.
  public static final int MAX_BATCH = 5_000;

  private final Transactions transactions;

  public ForgetDeliveries(Transactions transactions) {
    this.transactions = transactions;
  }

  /// At full hours only.
  @Override
  public Optional<Instant> nextDueAt() {
    return transactions
        .inTransaction(tx -> tx.deliveries().oldest())
        .map(at -> hour(at.plus(Deliveries.RETENTION)).plus(1, ChronoUnit.HOURS));
  }

  @Override
  public boolean doDue(Instant now) {
    var before = hour(now).minus(Deliveries.RETENTION);
    int forgotten =
        transactions.inTransaction(
            tx -> {
              int some = tx.deliveries().forget(before, now, MAX_BATCH);
              tx.webhooks().removeEmpty();
              return some;
            });
    return forgotten == MAX_BATCH;
  }

  private static Instant hour(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS);
  }
}
