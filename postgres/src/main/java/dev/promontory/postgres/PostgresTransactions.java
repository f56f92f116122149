package dev.promontory.postgres;

import dev.promontory.app.Alarm;
import dev.promontory.campaign.Campaigns;
import dev.promontory.campaign.LiveChanges;
import dev.promontory.campaign.Runs;
import dev.promontory.grant.Grants;
import dev.promontory.journal.Journal;
import dev.promontory.ledger.Ledger;
import dev.promontory.outbox.Outbox;
import dev.promontory.postgres.books.PostgresJournal;
import dev.promontory.postgres.campaign.PostgresCampaigns;
import dev.promontory.postgres.campaign.PostgresLiveChanges;
import dev.promontory.postgres.campaign.PostgresRuns;
import dev.promontory.postgres.campaign.PostgresSegments;
import dev.promontory.postgres.failure.PostgresFailure;
import dev.promontory.postgres.ledger.Exchange;
import dev.promontory.postgres.ledger.OutboxMark;
import dev.promontory.postgres.ledger.PostgresBlocks;
import dev.promontory.postgres.ledger.PostgresGrants;
import dev.promontory.postgres.ledger.PostgresIdempotency;
import dev.promontory.postgres.ledger.PostgresLedger;
import dev.promontory.postgres.ledger.PostgresOutbox;
import dev.promontory.postgres.ledger.PostgresWallets;
import dev.promontory.postgres.ledger.RecentHoldings;
import dev.promontory.postgres.ledger.TransactionIds;
import dev.promontory.postgres.user.PostgresDepartures;
import dev.promontory.postgres.webhook.PostgresDeliveries;
import dev.promontory.postgres.webhook.PostgresWebhooks;
import dev.promontory.segment.Segments;
import dev.promontory.store.Idempotency;
import dev.promontory.store.StoreTrouble;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.user.Departures;
import dev.promontory.wallet.Blocks;
import dev.promontory.wallet.Wallets;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Webhooks;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// Transactions on one PostgreSQL database, at its default isolation (read committed).
public final class PostgresTransactions implements Transactions {
  /// How often work is begun in all, if the database keeps aborting it for others' sake.
  private static final int MAX_ATTEMPTS = 10;

  private final Jdbi jdbi;
  private final LedgerMemory ledgerMemory =
      new LedgerMemory(new TransactionIds(), new RecentHoldings());
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
        return attempt(work, attempt == 1);
      } catch (JdbiException e) {
        refuse(e, attempt == MAX_ATTEMPTS);
      }
    }
  }

  /// Lets go on who was only in somebody's way.
  private static void refuse(JdbiException e, boolean isLast) {
    switch (PostgresFailure.of(e)) {
      case LOST, UNAVAILABLE -> throw new StoreUnavailable("the database is unavailable", false, e);
      case DISK_FULL -> throw new StoreUnavailable("the database has no room", true, e);
      case ABORTED -> {
        if (isLast) {
          throw new StoreTrouble("the database gave up the work every time", e);
        }
      }
      case CANCELLED -> throw new StoreTrouble("the database cancelled the work", e);
      case MISFIT -> throw new StoreTrouble("the database does not fit the program", e);
      case OTHER -> throw e;
    }
  }

  private <T> T attempt(Function<Tx, T> work, boolean hopeful) {
    var appended = new OutboxMark();
    T result =
        jdbi.withHandle(
            handle -> {
              var exchange = new Exchange(handle, hopeful);
              var tx = new PostgresTx(exchange, ledgerMemory, appended);
              T answer =
                  handle.inTransaction(
                      _ -> {
                        T done = work.apply(tx);
                        exchange.send();
                        return done;
                      });
              exchange.committed();
              return answer;
            });
    if (appended.isSet()) {
      outboxAlarm.ring();
    }
    return result;
  }

  /// What the ledgers of all transactions share.
  private record LedgerMemory(TransactionIds transactionIds, RecentHoldings recent) {}

  /// Makes each store when it is asked for: they are as light as the handle that they wrap.
  private record PostgresTx(Exchange exchange, LedgerMemory ledgerMemory, OutboxMark appended)
      implements Tx {

    @Override
    public Wallets wallets() {
      return new PostgresWallets(exchange);
    }

    @Override
    public Ledger ledger() {
      return new PostgresLedger(exchange, ledgerMemory.transactionIds(), ledgerMemory.recent());
    }

    @Override
    public Journal journal() {
      return new PostgresJournal(exchange);
    }

    @Override
    public Grants grants() {
      return new PostgresGrants(exchange);
    }

    @Override
    public Outbox outbox() {
      return new PostgresOutbox(exchange, appended);
    }

    @Override
    public Idempotency idempotency() {
      return new PostgresIdempotency(exchange);
    }

    @Override
    public Segments segments() {
      return new PostgresSegments(exchange.handle());
    }

    @Override
    public Campaigns campaigns() {
      return new PostgresCampaigns(exchange.handle());
    }

    @Override
    public Runs runs() {
      return new PostgresRuns(exchange.handle());
    }

    @Override
    public LiveChanges liveChanges() {
      return new PostgresLiveChanges(exchange.handle());
    }

    @Override
    public Blocks blocks() {
      return new PostgresBlocks(exchange);
    }

    @Override
    public Departures departures() {
      return new PostgresDepartures(exchange.handle());
    }

    @Override
    public Webhooks webhooks() {
      return new PostgresWebhooks(exchange.handle());
    }

    @Override
    public Deliveries deliveries() {
      return new PostgresDeliveries(exchange.handle());
    }

    @Override
    public void afterCommit(Runnable step) {
      exchange.afterCommit(step);
    }
  }
}
