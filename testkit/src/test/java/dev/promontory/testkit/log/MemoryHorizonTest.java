package dev.promontory.testkit.log;

import dev.promontory.log.EventLog;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.user.Users;

/// The log in memory keeps the contract of horizons, so that what is tested on it may rely on them.
class MemoryHorizonTest extends HorizonContract {
  private final MemoryEventLog log = new MemoryEventLog();

  @Override
  protected LogStore store() {
    return new LogStore() {
      @Override
      public EventLog open() {
        return log;
      }

      @Override
      public Users users() {
        return log.users();
      }

      @Override
      public int freshAccount() {
        return 1;
      }
    };
  }
}
