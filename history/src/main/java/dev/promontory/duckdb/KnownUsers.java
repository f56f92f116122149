package dev.promontory.duckdb;

import dev.promontory.duckdb.rule.Sql;
import dev.promontory.duckdb.table.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/// The users that have a row in the users table of their account. Owned by the writing thread.
final class KnownUsers {
  private final Map<Integer, Roaring64Bitmap> users = new HashMap<>();

  /// The users in a database.
  static KnownUsers load(Connection connection, Schema schema) throws SQLException {
    var known = new KnownUsers();
    for (var account : schema.accounts().entrySet()) {
      var sql = Sql.of("SELECT u FROM " + account.getValue().users().sqlName());
      try (var statement = sql.prepare(connection);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          known.add(account.getKey(), rows.getLong(1));
        }
      }
    }
    return known;
  }

  boolean contains(int account, long user) {
    var ofAccount = users.get(account);
    return ofAccount != null && ofAccount.contains(user);
  }

  void add(int account, long user) {
    users.computeIfAbsent(account, _ -> new Roaring64Bitmap()).addLong(user);
  }
}
