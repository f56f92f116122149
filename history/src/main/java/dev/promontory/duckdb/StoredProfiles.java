package dev.promontory.duckdb;

import dev.promontory.duckdb.rule.Sql;
import dev.promontory.duckdb.table.AccountTables;
import dev.promontory.duckdb.table.RowReader;
import dev.promontory.duckdb.table.Schema;
import dev.promontory.record.Profile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// The profiles in the database, for the writer. Used by one thread, within the transaction of its
/// connection.
record StoredProfiles(DuckDBConnection connection, Schema schema) {
  /// The most users that are looked up or deleted by one statement.
  private static final int MAX_USERS_PER_STATEMENT = 10_000;

  /// What to do with some of the users.
  private interface Step {
    void take(AccountTables tables, Sql among) throws SQLException;
  }

  /// What to do with a row.
  private interface Reading {
    void read(ResultSet row) throws SQLException;
  }

  /// About how many bytes of heap the profiles of users take.
  Map<Long, Long> weights(int account, Collection<Long> users) throws SQLException {
    Map<Long, Long> weights = new HashMap<>();
    each(
        account,
        users,
        (tables, among) ->
            read(
                Sql.of("SELECT u, w").add(among),
                row -> weights.put(row.getLong(1), row.getLong(2))));
    return weights;
  }

  /// Reads the profiles of users and deletes their rows.
  Map<Long, Profile> takeOut(int account, Collection<Long> users) throws SQLException {
    Map<Long, Profile> profiles = new HashMap<>();
    each(
        account,
        users,
        (tables, among) -> {
          var reader = new RowReader(tables.users(), tables.paths());
          read(
              Sql.of("SELECT u" + reader.selection()).add(among),
              row -> profiles.put(row.getLong(1), new Profile(reader.read(row, 2))));
          try (var statement = Sql.of("DELETE").add(among).prepare(connection)) {
            statement.execute();
          }
        });
    return profiles;
  }

  private void each(int account, Collection<Long> users, Step step) throws SQLException {
    var tables = schema.of(account);
    if (tables == null) {
      return;
    }
    var all = List.copyOf(users);
    for (int start = 0; start < all.size(); start += MAX_USERS_PER_STATEMENT) {
      var some = all.subList(start, Math.min(all.size(), start + MAX_USERS_PER_STATEMENT));
      var among =
          Sql.of(" FROM " + tables.users().sqlName() + " WHERE u IN (SELECT unnest(")
              .bindList("BIGINT", some)
              .add("))");
      step.take(tables, among);
    }
  }

  private void read(Sql sql, Reading reading) throws SQLException {
    try (var statement = sql.prepare(connection);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        reading.read(rows);
      }
    }
  }
}
