package dev.promontory.postgres.ledger;

import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.Ledger;
import dev.promontory.ledger.LedgerChanges;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.Lot;
import dev.promontory.ledger.Origin;
import dev.promontory.ledger.OwnHold;
import dev.promontory.ledger.Parties;
import dev.promontory.ledger.Spending;
import dev.promontory.ledger.Standing;
import dev.promontory.text.StoredText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The ledger in PostgreSQL.
public record PostgresLedger(
    Exchange exchange, TransactionIds transactionIds, RecentHoldings recent) implements Ledger {

  /// The class of advisory locks, with the number of an account: shared by whoever posts, held
  /// alone by whoever merges, deletes or blocks users.
  public static final int STANDING_LOCK = 0x57a2;

  /// In the order of the keys, like every lock.
  private static final String OPEN =
      """
      INSERT INTO balance (wallet_id, user_number, sequence, active, promised, credited,
                           expired, redeemed, removed, next_due_at, held, last_at, head)
      SELECT wallet_id, user_number, sequence, active, promised, credited,
             expired, redeemed, removed,
             timestamptz 'epoch' + next_due_millis * interval '1 millisecond',
             held, timestamptz 'epoch' + last_millis * interval '1 millisecond', head
        FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::bytea[])
                 AS n (wallet_id, user_number, sequence, active, promised, credited,
                       expired, redeemed, removed, next_due_millis, held, last_millis, head)
       ORDER BY wallet_id, user_number
      """;

  @Override
  public long nextTransactionId() {
    return transactionIds.next(exchange);
  }

  @Override
  public Map<BalanceKey, Balance> lock(Collection<BalanceKey> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return LedgerLocks.byKey(exchange.query(LedgerLocks.balances(keys)));
  }

  @Override
  public Map<BalanceKey, Holding> holdings(Collection<Balance> locked) {
    var holdings = remembered(locked);
    var unknown = locked.stream().filter(balance -> !holdings.containsKey(balance.key())).toList();
    reads().fill(unknown).forEach(holding -> holdings.put(holding.balance().key(), holding));
    return holdings;
  }

  @Override
  public Map<BalanceKey, Holding> remembered(Collection<Balance> locked) {
    Map<BalanceKey, Holding> holdings = HashMap.newHashMap(locked.size());
    for (var balance : locked) {
      var lots = recent.lots(balance);
      if (lots != null) {
        holdings.put(balance.key(), new Holding(balance, lots, List.of()));
      }
    }
    return holdings;
  }

  @Override
  public Map<BalanceKey, List<Lot>> lots(Collection<Long> ids) {
    return reads().lots(ids);
  }

  @Override
  public Map<Long, Spending> spendings(Collection<Long> ids) {
    return reads().spendings(ids);
  }

  @Override
  public Parties lockParties(Collection<Long> walletIds, Collection<Long> users) {
    return new LedgerLocks(exchange).parties(walletIds, users);
  }

  @Override
  public Parties lockParties(Collection<BalanceKey> keys) {
    return new LedgerLocks(exchange).parties(keys);
  }

  @Override
  public Standing standing(Collection<Long> walletIds, Collection<Long> users) {
    return LedgerLocks.standing(exchange.query(LedgerLocks.special(walletIds, users)));
  }

  private HoldingReads reads() {
    return new HoldingReads(exchange);
  }

  @Override
  public Set<BalanceKey> open(Collection<Balance> balances) {
    if (balances.isEmpty()) {
      return Set.of();
    }
    if (exchange.isHopeful() && balances.size() < Rows.MANY) {
      exchange.later(
          OPEN,
          parameters -> LedgerRows.bindBalances(parameters, balances),
          balances.size(),
          "balances");
      return Set.of();
    }
    var lost = new HashSet<BalanceKey>();
    balances.forEach(balance -> lost.add(balance.key()));
    exchange
        .query(
            OPEN
                + """
                  ON CONFLICT (wallet_id, user_number) DO NOTHING
                  RETURNING wallet_id, user_number
                  """,
            statement -> LedgerRows.bindBalances(new Parameters(statement), balances),
            row -> new BalanceKey(row.getLong(1), row.getLong(2)))
        .forEach(lost::remove);
    return lost;
  }

  @Override
  public void move(BalanceKey from, BalanceKey into) {
    for (var table : List.of("lot", "hold")) {
      exchange.update(
          "UPDATE %s SET user_number = ? WHERE wallet_id = ? AND user_number = ?".formatted(table),
          statement -> {
            statement.setLong(1, into.user());
            statement.setLong(2, from.walletId());
            statement.setLong(3, from.user());
          });
    }
  }

  @Override
  public void append(LedgerChanges changes) {
    LedgerWrites.write(exchange, changes);
    exchange.afterCommit(() -> recent.put(changes.holdings()));
  }

  @Override
  public Holding find(BalanceKey key) {
    var found = holdings(key.user(), List.of(key.walletId()));
    return found.isEmpty() ? Holding.none(key) : found.getFirst();
  }

  @Override
  public List<Holding> holdings(long user, Collection<Long> walletIds) {
    var wallets = new TreeSet<>(walletIds).stream().mapToLong(Long::longValue).toArray();
    var balances =
        exchange.query(
            """
            SELECT %s
              FROM balance AS b
             WHERE b.wallet_id = ANY (?) AND b.user_number = ?
             ORDER BY b.wallet_id
            """
                .formatted(LedgerRows.BALANCE),
            statement -> {
              statement.setObject(1, wallets);
              statement.setLong(2, user);
            },
            LedgerRows::balance);
    return reads().fill(balances);
  }

  @Override
  public Optional<Origin> origin(long walletId, long transactionId) {
    return exchange
        .query(
            """
            SELECT id, wallet_id, user_number, type
              FROM entry
             WHERE id = ? AND wallet_id = ?
            """,
            statement -> {
              statement.setLong(1, transactionId);
              statement.setLong(2, walletId);
            },
            LedgerRows::origin)
        .stream()
        .findFirst();
  }

  @Override
  public List<Origin> originsOf(long walletId, String orderId, int limit) {
    return exchange.query(
        """
        SELECT e.id, e.wallet_id, e.user_number, e.type
          FROM entry_note AS n
          JOIN entry AS e USING (wallet_id, user_number, sequence)
         WHERE n.wallet_id = ? AND n.order_id = ?
         ORDER BY e.at DESC, e.sequence DESC, e.user_number
         LIMIT ?
        """,
        statement -> {
          statement.setLong(1, walletId);
          statement.setString(2, StoredText.encode(orderId));
          statement.setInt(3, limit);
        },
        LedgerRows::origin);
  }

  @Override
  public Optional<OwnHold> hold(long walletId, long holdId) {
    return reads().hold(walletId, holdId);
  }

  /// The page is cut first: what belongs to its lines is then looked up for these alone, whatever
  /// the planner thinks of the size of the tables.
  @Override
  public List<LedgerLine> lines(BalanceKey key, int skip, int limit) {
    return exchange.query(
        """
        SELECT %s, (SELECT l.activates_at FROM lot AS l WHERE l.id = e.id AND e.type = 1)
          FROM (SELECT *
                  FROM entry
                 WHERE wallet_id = ? AND user_number = ? AND type NOT IN (3, 5, 6)
                 ORDER BY sequence DESC
                 LIMIT ? OFFSET ?) AS e
          LEFT JOIN entry_note AS n USING (wallet_id, user_number, sequence)
         ORDER BY e.sequence DESC
        """
            .formatted(LedgerRows.ENTRY),
        statement -> {
          statement.setLong(1, key.walletId());
          statement.setLong(2, key.user());
          statement.setInt(3, limit);
          statement.setInt(4, skip);
        },
        LedgerRows::line);
  }

  /// A balance and when it is due.
  private record Due(BalanceKey key, Instant at) {}

  @Override
  public List<BalanceKey> due(Instant now, Set<BalanceKey> except, int limit) {
    return nextDue(now, except, limit).stream().map(Due::key).toList();
  }

  @Override
  public Optional<Instant> nextDueAt(Set<BalanceKey> except) {
    return nextDue(null, except, 1).stream().map(Due::at).findFirst();
  }

  /// As many more are read as are to be left out.
  ///
  /// @param by due by then, or null: ever
  private List<Due> nextDue(@Nullable Instant by, Set<BalanceKey> except, int limit) {
    return exchange
        .query(
            """
            SELECT wallet_id, user_number, next_due_at
              FROM balance
             WHERE next_due_at <= ?
             ORDER BY next_due_at
             LIMIT ?
            """,
            statement -> {
              statement.setObject(1, by == null ? OffsetDateTime.MAX : Sql.utc(by));
              statement.setInt(2, limit + except.size());
            },
            row -> new Due(new BalanceKey(row.getLong(1), row.getLong(2)), Sql.instant(row, 3)))
        .stream()
        .filter(due -> !except.contains(due.key()))
        .limit(limit)
        .toList();
  }
}
