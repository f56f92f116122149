package dev.promontory.postgres;

import dev.promontory.app.Alarm;
import dev.promontory.campaign.Campaigns;
import dev.promontory.campaign.Runs;
import dev.promontory.grant.Grants;
import dev.promontory.ledger.Ledger;
import dev.promontory.outbox.Outbox;
import dev.promontory.postgres.campaign.PostgresCampaigns;
import dev.promontory.postgres.campaign.PostgresRuns;
import dev.promontory.postgres.campaign.PostgresSegments;
import dev.promontory.postgres.failure.PostgresFailure;
import dev.promontory.postgres.ledger.OutboxMark;
import dev.promontory.postgres.ledger.PostgresGrants;
import dev.promontory.postgres.ledger.PostgresLedger;
import dev.promontory.postgres.ledger.PostgresOutbox;
import dev.promontory.postgres.ledger.PostgresWallets;
import dev.promontory.postgres.ledger.TransactionIds;
import dev.promontory.segment.Segments;
import dev.promontory.store.Idempotency;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.wallet.Wallets;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Transactions on one PostgreSQL database, at its default isolation (read committed).
public final class PostgresTransactions implements Transactions {
  /// How often work is begun in all, if the database keeps aborting it for others' sake.
  private static final int MAX_ATTEMPTS = 10;

  private final Jdbi jdbi;
  private final TransactionIds transactionIds = new TransactionIds();
  private final Alarm outboxAlarm;

  /// @param outboxAlarm rung after each commit that left something in the outbox
  public PostgresTransactions(DataSource dataSource, Alarm outboxAlarm) {
    this.jdbi = Jdbi.create(dataSource);
    this.outboxAlarm = outboxAlarm;
  }

  /// Transactions that nobody is told of.
  public PostgresTransactions(DataSource dataSource) {
    this(dataSource, () -> {});
  }

  @Override
  public <T> T inTransaction(Function<Tx, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(work);
      } catch (JdbiException e) {
        switch (PostgresFailure.of(e)) {
          case LOST, UNAVAILABLE ->
              throw new StoreUnavailable("the database is unavailable", false, e);
          case DISK_FULL -> throw new StoreUnavailable("the database has no room", true, e);
          case ABORTED -> {
            if (attempt == MAX_ATTEMPTS) {
              throw e;
            }
          }
          case CANCELLED, OTHER -> throw e;
        }
      }
    }
  }

  private <T> T attempt(Function<Tx, T> work) {
    var appended = new OutboxMark();
    T result =
        jdbi.inTransaction(handle -> work.apply(new PostgresTx(handle, transactionIds, appended)));
    if (appended.isSet()) {
      outboxAlarm.ring();
    }
    return result;
  }

  /// Makes each store when it is asked for: they are as light as the handle that they wrap.
  private record PostgresTx(Handle handle, TransactionIds transactionIds, OutboxMark appended)
      implements Tx {

    @Override
    public Wallets wallets() {
      return new PostgresWallets(handle);
    }

    @Override
    public Ledger ledger() {
      return new PostgresLedger(handle, transactionIds);
    }

    @Override
    public Grants grants() {
      return new PostgresGrants(handle);
    }

    @Override
    public Outbox outbox() {
      return new PostgresOutbox(handle, appended);
    }

    @Override
    public Idempotency idempotency() {
      return new PostgresIdempotency(handle);
    }

    @Override
    public Segments segments() {
      return new PostgresSegments(handle);
    }

    @Override
    public Campaigns campaigns() {
      return new PostgresCampaigns(handle);
    }

    @Override
    public Runs runs() {
      return new PostgresRuns(handle);
    }
  }
}
