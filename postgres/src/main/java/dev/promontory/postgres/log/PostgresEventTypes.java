package dev.promontory.postgres.log;

import dev.promontory.log.EventTypes;
import dev.promontory.record.Name;
import dev.promontory.text.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// The event names in PostgreSQL, with the ones that this process has seen in memory: names are
/// never taken away, so what is known stays true, and an account that is full stays full.
public final class PostgresEventTypes implements EventTypes {
  private final Jdbi jdbi;

  /// The keys of the names of each account, at most [EventTypes#MAX_PER_ACCOUNT] each.
  private final Map<Integer, Set<String>> known = new ConcurrentHashMap<>();

  public PostgresEventTypes(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public boolean admit(int account, Name name) {
    var keys = known.computeIfAbsent(account, _ -> ConcurrentHashMap.newKeySet());
    if (keys.contains(name.key())) {
      return true;
    }
    if (keys.size() >= MAX_PER_ACCOUNT) {
      return false;
    }
    var names = jdbi.inTransaction(handle -> add(handle, account, name));
    names.forEach(each -> keys.add(each.key()));
    return names.contains(name);
  }

  @Override
  public List<Name> all(int account) {
    return jdbi.withHandle(handle -> all(handle, account));
  }

  /// All names of the account afterwards.
  private static List<Name> add(Handle handle, int account, Name name) {
    lock(handle, account);
    var names = all(handle, account);
    if (names.contains(name) || names.size() >= MAX_PER_ACCOUNT) {
      return names;
    }
    handle
        .createUpdate(
            """
            INSERT INTO event_type (account, no, key, name)
            VALUES (:account, :no, :key, :name)
            """)
        .bind("account", account)
        .bind("no", names.size() + 1)
        .bind("key", StoredText.encode(name.key()))
        .bind("name", StoredText.encode(name.display()))
        .execute();
    return all(handle, account);
  }

  /// One transaction at a time adds names to an account, so that counting them is safe.
  private static void lock(Handle handle, int account) {
    var locked =
        handle
            .createQuery(
                """
                SELECT number
                  FROM account
                 WHERE number = :account
                   FOR NO KEY UPDATE
                """)
            .bind("account", account)
            .mapTo(Integer.class)
            .findOne();
    if (locked.isEmpty()) {
      throw new IllegalArgumentException("no account " + account);
    }
  }

  private static List<Name> all(Handle handle, int account) {
    return handle
        .createQuery(
            """
            SELECT name, key
              FROM event_type
             WHERE account = :account
             ORDER BY no
            """)
        .bind("account", account)
        .map(PostgresEventTypes::name)
        .list();
  }

  private static Name name(ResultSet row, StatementContext context) throws SQLException {
    return new Name(
        StoredText.decode(row.getString("name")), StoredText.decode(row.getString("key")));
  }
}
