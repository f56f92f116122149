package dev.promontory.postgres.log;

import dev.promontory.log.EventLog;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.testkit.log.LogContract.LogStore;
import dev.promontory.user.Users;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// A log in a database of its own.
final class TestLogStore implements LogStore {
  /// So little memory that cursors mostly read from the database and users are looked up again.
  static final LogLimits TINY =
      new LogLimits(
          20_000, 64L << 20, 150, 50_000, 10, Duration.ofSeconds(10), Duration.ofSeconds(5));

  private final DataSource source;
  private final LogLimits limits;
  private final AtomicInteger accounts = new AtomicInteger();

  TestLogStore(String name, LogLimits limits) {
    source = TestDatabase.migrated(name);
    this.limits = limits;
  }

  DataSource source() {
    return source;
  }

  @Override
  public EventLog open() {
    return PostgresEventLog.open(source, limits);
  }

  @Override
  public Users users() {
    return new PostgresUsers(source);
  }

  @Override
  public int freshAccount() {
    return new PostgresAccounts(source)
        .create("account " + accounts.incrementAndGet(), "UTC", "hash")
        .number();
  }
}
