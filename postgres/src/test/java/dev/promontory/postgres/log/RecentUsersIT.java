package dev.promontory.postgres.log;

import dev.promontory.log.EventLog;
import dev.promontory.testkit.log.UsersContract;
import dev.promontory.user.Users;
import java.util.SplittableRandom;

class RecentUsersIT extends UsersContract {
  private static final TestLogStore STORE = new TestLogStore("recent_users", LogLimits.DEFAULT);
  private static final Users USERS = new RecentUsers(STORE.users(), new SplittableRandom(1));

  @Override
  protected LogStore store() {
    return new LogStore() {
      @Override
      public EventLog open() {
        return STORE.open();
      }

      @Override
      public Users users() {
        return USERS;
      }

      @Override
      public int freshAccount() {
        return STORE.freshAccount();
      }
    };
  }
}
