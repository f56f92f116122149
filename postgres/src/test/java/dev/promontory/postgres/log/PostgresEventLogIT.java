package dev.promontory.postgres.log;

import dev.promontory.testkit.log.EventLogContract;

class PostgresEventLogIT extends EventLogContract {
  private static final TestLogStore STORE = new TestLogStore("event_log", LogLimits.DEFAULT);

  @Override
  protected LogStore store() {
    return STORE;
  }
}
