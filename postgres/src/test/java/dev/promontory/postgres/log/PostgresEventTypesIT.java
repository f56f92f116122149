package dev.promontory.postgres.log;

import dev.promontory.log.EventTypes;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.testkit.log.EventTypesContract;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

class PostgresEventTypesIT extends EventTypesContract {
  private static final DataSource SOURCE = TestDatabase.migrated("event_types");
  private static final AtomicInteger COUNT = new AtomicInteger();

  @Override
  protected EventTypes open() {
    return new PostgresEventTypes(SOURCE);
  }

  @Override
  protected int freshAccount() {
    return new PostgresAccounts(SOURCE)
        .create("account " + COUNT.incrementAndGet(), "UTC", "hash")
        .number();
  }
}
