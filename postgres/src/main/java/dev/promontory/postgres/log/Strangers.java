package dev.promontory.postgres.log;

import dev.promontory.text.StoredText;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The statements by which the appender finds and adds users, many at a time.
final class Strangers {
  private static final String LAST =
      """
      SELECT coalesce(max(user_number), 0)
        FROM user_identity
      """;

  /// Each by itself, as in [PostgresUsers#findAll].
  private static final String FIND =
      """
      SELECT no, user_number
        FROM (SELECT asked.no,
                     (SELECT identity.user_number
                        FROM user_identity AS identity
                       WHERE identity.account = asked.account
                         AND identity.kind = asked.kind
                         AND identity.key_hash = asked.key_hash) AS user_number
                FROM unnest(?, ?, ?) WITH ORDINALITY
                       AS asked (account, kind, key_hash, no)) AS answer
       WHERE user_number IS NOT NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO user_identity (account, kind, key_hash, user_number, value, folded)
      SELECT fresh.account, fresh.kind, fresh.key_hash, fresh.user_number, fresh.value, fresh.folded
        FROM unnest(?, ?, ?, ?, ?, ?)
          AS fresh (account, kind, key_hash, user_number, value, folded)
      """;

  private static final String COUNT_ACCOUNTS =
      """
      SELECT count(*)
        FROM account
       WHERE number = ANY (?)
      """;

  private Strangers() {}

  /// The number of the newest user, 0 if there is none.
  static long last(LogSession session) throws SQLException {
    try (var rows = session.statement(LAST).executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /// Gives those who are on disk their numbers.
  static void find(LogSession session, List<Stranger> strangers) throws SQLException {
    var statement = session.statement(FIND);
    bindKeys(session, statement, strangers);
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        strangers.get(rows.getInt(1) - 1).become(rows.getLong(2));
      }
    }
  }

  /// Writes new users, who have their numbers already.
  ///
  /// @throws IllegalArgumentException if the account of one does not exist
  static void insert(LogSession session, List<Stranger> users) throws SQLException {
    requireAccounts(session, users);
    var numbers = new Long[users.size()];
    var values = new String[users.size()];
    var folded = new @Nullable String[users.size()];
    for (int i = 0; i < numbers.length; i++) {
      var value = users.get(i).identity().value();
      var lower = value.toLowerCase(Locale.ROOT);
      numbers[i] = users.get(i).number();
      values[i] = StoredText.encode(value);
      folded[i] = lower.equals(value) ? null : StoredText.encode(lower);
    }
    var statement = session.statement(INSERT);
    bindKeys(session, statement, users);
    statement.setArray(4, session.array("int8", numbers));
    statement.setArray(5, session.array("text", values));
    statement.setArray(6, session.array("text", folded));
    statement.executeUpdate();
  }

  /// A foreign key would look for the account of every user.
  private static void requireAccounts(LogSession session, List<Stranger> users)
      throws SQLException {
    var accounts = users.stream().map(user -> user.key().account()).distinct().toList();
    var statement = session.statement(COUNT_ACCOUNTS);
    statement.setArray(1, session.array("int4", accounts.toArray()));
    try (var rows = statement.executeQuery()) {
      rows.next();
      if (rows.getInt(1) != accounts.size()) {
        throw new IllegalArgumentException("not all of these accounts exist: " + accounts);
      }
    }
  }

  private static void bindKeys(
      LogSession session, PreparedStatement statement, List<Stranger> strangers)
      throws SQLException {
    var accounts = new Integer[strangers.size()];
    var kinds = new Short[strangers.size()];
    var hashes = new UUID[strangers.size()];
    for (int i = 0; i < accounts.length; i++) {
      var key = strangers.get(i).key();
      accounts[i] = key.account();
      kinds[i] = key.kind();
      hashes[i] = key.hash();
    }
    statement.setArray(1, session.array("int4", accounts));
    statement.setArray(2, session.array("int2", kinds));
    statement.setArray(3, session.array("uuid", hashes));
  }
}
