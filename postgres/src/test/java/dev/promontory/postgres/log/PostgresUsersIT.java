package dev.promontory.postgres.log;

import dev.promontory.testkit.log.UsersContract;

class PostgresUsersIT extends UsersContract {
  private static final TestLogStore STORE = new TestLogStore("users", LogLimits.DEFAULT);

  @Override
  protected LogStore store() {
    return STORE;
  }
}
