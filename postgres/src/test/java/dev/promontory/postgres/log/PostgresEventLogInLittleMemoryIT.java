package dev.promontory.postgres.log;

import dev.promontory.testkit.log.EventLogContract;

class PostgresEventLogInLittleMemoryIT extends EventLogContract {
  private static final TestLogStore STORE = new TestLogStore("small_log", TestLogStore.TINY);

  @Override
  protected LogStore store() {
    return STORE;
  }
}
