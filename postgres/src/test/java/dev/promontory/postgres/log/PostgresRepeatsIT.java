package dev.promontory.postgres.log;

import dev.promontory.testkit.log.RepeatsContract;

class PostgresRepeatsIT extends RepeatsContract {
  private static final TestLogStore STORE = new TestLogStore("repeats", LogLimits.DEFAULT);

  @Override
  protected LogStore store() {
    return STORE;
  }
}
