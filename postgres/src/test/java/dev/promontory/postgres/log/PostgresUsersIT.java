package dev.promontory.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.testkit.log.UsersContract;
import dev.promontory.user.Identity;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class PostgresUsersIT extends UsersContract {
  private static final TestLogStore STORE = new TestLogStore("users", LogLimits.DEFAULT);

  /// From here on the driver and PostgreSQL have planned a question for good.
  private static final int OFTEN = 20;

  private static final int FEW = 200;
  private static final int MANY = 20_000;

  @Override
  protected LogStore store() {
    return STORE;
  }

  @Test
  void a_lookup_planned_when_there_were_few_does_not_read_everybody() {
    try (var source = (HikariDataSource) TestDatabase.migrated("plans")) {
      source.setMaximumPoolSize(1);
      int account = new PostgresAccounts(source).create("Plans", "UTC", "hash").number();
      var users = new PostgresUsers(source);
      var somebody = List.of(Identity.of("ann"), Identity.of("bob"));
      Jdbi.create(source)
          .useHandle(
              handle -> {
                handle.execute("ALTER TABLE user_identity SET (autovacuum_enabled = false)");
                add(handle, account, 1, FEW);
              });
      for (int i = 0; i < OFTEN; i++) {
        users.findAll(account, somebody);
        users.find(account, somebody.getFirst());
      }
      Jdbi.create(source).useHandle(handle -> add(handle, account, FEW + 1, MANY));
      long before = Jdbi.create(source).withHandle(PostgresUsersIT::read);

      users.findAll(account, somebody);
      users.find(account, somebody.getFirst());

      long after = Jdbi.create(source).withHandle(PostgresUsersIT::read);
      assertThat(after - before).isLessThan(OFTEN);
    }
  }

  private static void add(Handle handle, int account, int first, int last) {
    handle.execute(
        """
        INSERT INTO user_identity (account, kind, key_hash, user_number, value)
        SELECT ?, 0, md5(number::text)::uuid, number, number::text
          FROM generate_series(?, ?) AS number
        """,
        account,
        first,
        last);
  }

  /// How many rows of the table of users, or of its indexes, were read.
  private static long read(Handle handle) {
    handle.execute("SELECT pg_stat_force_next_flush()");
    return handle
        .createQuery(
            """
            SELECT min(tables.seq_tup_read) + sum(indexes.idx_tup_read)
              FROM pg_stat_user_tables AS tables
              JOIN pg_stat_user_indexes AS indexes USING (relid)
             WHERE tables.relname = 'user_identity'
            """)
        .mapTo(Long.class)
        .one();
  }
}
