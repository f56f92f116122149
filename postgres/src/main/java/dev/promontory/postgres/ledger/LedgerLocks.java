package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Parties;
import dev.promontory.ledger.Standing;
import dev.promontory.postgres.ledger.Exchange.Question;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What is locked before commands are decided: the standing of users, and balances.
record LedgerLocks(Exchange exchange) {

  private static final String BALANCES =
      """
      SELECT %s
        FROM unnest((SELECT ?::bigint[]), (SELECT ?::bigint[])) AS k (wallet_id, user_number)
        JOIN balance AS b USING (wallet_id, user_number)
       %%s
       ORDER BY b.wallet_id, b.user_number
         FOR UPDATE OF b
      """
          .formatted(LedgerRows.BALANCE);

  private static final String UNLESS_MERGED =
      """
      WHERE NOT EXISTS (SELECT
                          FROM departed_user
                         WHERE user_number = ANY (?) AND into_user IS NOT NULL)
      """;

  /// Somebody special.
  ///
  /// @param walletId where the user is blocked, or 0 for a user who departed
  /// @param into who has the points of one who departed, or 0 for nobody
  record Special(long user, long walletId, long into) {}

  /// Wallets, and the standing after having locked it. The lock comes in a statement of its own:
  /// what the next ones see is as of after it.
  Parties parties(Collection<Long> walletIds, Collection<Long> users) {
    var special = special(walletIds, users);
    var wallets = PostgresWallets.all(walletIds);
    exchange.ask(List.of(standingLock(walletIds), special, wallets));
    return new Parties(PostgresWallets.byId(wallets.rows()), standing(special.rows()));
  }

  /// The same, and the balances, unless the points of some are elsewhere.
  Parties parties(Collection<BalanceKey> keys) {
    var walletIds = new TreeSet<Long>();
    var users = new TreeSet<Long>();
    for (var key : keys) {
      walletIds.add(key.walletId());
      users.add(key.user());
    }
    var special = special(walletIds, users);
    var wallets = PostgresWallets.all(walletIds);
    var balances = balancesUnlessMerged(keys, users);
    exchange.ask(List.of(standingLock(walletIds), special, wallets, balances));
    var standing = standing(special.rows());
    return new Parties(
        PostgresWallets.byId(wallets.rows()),
        standing,
        standing.survivors().isEmpty() ? byKey(balances.rows()) : null);
  }

  private static Question<Boolean> standingLock(Collection<Long> walletIds) {
    return new Question<>(
        """
        SELECT pg_advisory_xact_lock_shared(?, account)::text
          FROM (SELECT DISTINCT account FROM wallet WHERE id = ANY (?) ORDER BY account) AS w
        """,
        parameters ->
            parameters
                .int4(PostgresLedger.STANDING_LOCK)
                .array(LedgerRows.longs(walletIds, Long::longValue)),
        _ -> true);
  }

  /// Locks balances, sorted, so that two batches with some in common wait for, and never on, one
  /// another.
  static Question<Balance> balances(Collection<BalanceKey> keys) {
    return new Question<>(
        BALANCES.formatted(""), parameters -> bind(parameters, keys), LedgerRows::balance);
  }

  private static Question<Balance> balancesUnlessMerged(
      Collection<BalanceKey> keys, Collection<Long> users) {
    return new Question<>(
        BALANCES.formatted(UNLESS_MERGED),
        parameters -> bind(parameters, keys).array(LedgerRows.longs(users, Long::longValue)),
        LedgerRows::balance);
  }

  private static Parameters bind(Parameters parameters, Collection<BalanceKey> keys)
      throws SQLException {
    return parameters
        .array(LedgerRows.longs(keys, BalanceKey::walletId))
        .array(LedgerRows.longs(keys, BalanceKey::user));
  }

  static Map<BalanceKey, Balance> byKey(List<Balance> rows) {
    Map<BalanceKey, Balance> balances = HashMap.newHashMap(rows.size());
    rows.forEach(balance -> balances.put(balance.key(), balance));
    return balances;
  }

  /// Who departed, and who is blocked; for merged users, whether the other one is.
  static Question<Special> special(Collection<Long> walletIds, Collection<Long> users) {
    var numbers = LedgerRows.longs(users, Long::longValue);
    return new Question<>(
        """
        WITH departed AS (
            SELECT user_number, into_user FROM departed_user WHERE user_number = ANY (?))
        SELECT user_number, 0, coalesce(into_user, 0) FROM departed
         UNION ALL
        SELECT user_number, wallet_id, 0
          FROM wallet_block
         WHERE wallet_id = ANY (?)
           AND (user_number = ANY (?) OR user_number IN (SELECT into_user FROM departed))
        """,
        parameters ->
            parameters
                .array(numbers)
                .array(LedgerRows.longs(walletIds, Long::longValue))
                .array(numbers),
        row -> new Special(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  static Standing standing(List<Special> rows) {
    if (rows.isEmpty()) {
      return Standing.USUAL;
    }
    var survivors = new HashMap<Long, Long>();
    var deleted = new HashSet<Long>();
    var blocked = new HashSet<BalanceKey>();
    for (var row : rows) {
      if (row.walletId() != 0) {
        blocked.add(new BalanceKey(row.walletId(), row.user()));
      } else if (row.into() == 0) {
        deleted.add(row.user());
      } else {
        survivors.put(row.user(), row.into());
      }
    }
    return new Standing(survivors, deleted, blocked);
  }
}
