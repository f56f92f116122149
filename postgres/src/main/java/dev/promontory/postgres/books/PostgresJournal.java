package dev.promontory.postgres.books;

import dev.promontory.journal.Expiring;
import dev.promontory.journal.Figures;
import dev.promontory.journal.Journal;
import dev.promontory.journal.JournalFilter;
import dev.promontory.journal.JournalPlace;
import dev.promontory.journal.Overview;
import dev.promontory.journal.Periods;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.postgres.ledger.Exchange;
import dev.promontory.postgres.ledger.LedgerRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reading side of the ledger in PostgreSQL.
public record PostgresJournal(Exchange exchange) implements Journal {

  @Override
  public List<LedgerLine> newest(
      JournalFilter filter, @Nullable JournalPlace before, Instant now, int limit) {
    return new LineSearch(exchange, filter, before, now).lines(limit);
  }

  @Override
  public List<LedgerLine> lines(BalanceKey key, long first, long last, int limit) {
    return exchange.query(
        """
        SELECT %s
          FROM %s
         WHERE e.wallet_id = ? AND e.user_number = ? AND e.sequence BETWEEN ? AND ?
         ORDER BY e.sequence
         LIMIT ?
        """
            .formatted(LineSearch.COLUMNS, LineSearch.TABLES_OF_USER),
        statement ->
            Values.bind(statement, 1, List.of(key.walletId(), key.user(), first, last, limit)),
        LedgerRows::line);
  }

  /// Halves the sequence again and again: along it, time never goes back (L4). LIMIT has each entry
  /// looked for by itself: a join may be planned to read all of them each time.
  @Override
  public long entriesBefore(BalanceKey key, Instant end) {
    return exchange
        .query(
            """
            WITH RECURSIVE cut (low, high) AS (
                SELECT 0::bigint, sequence
                  FROM balance
                 WHERE wallet_id = ? AND user_number = ?
                UNION ALL
                SELECT CASE WHEN e.at < ? THEN e.sequence ELSE cut.low END,
                       CASE WHEN e.at < ? THEN cut.high ELSE e.sequence - 1 END
                  FROM cut
                 CROSS JOIN LATERAL (
                       SELECT sequence, at
                         FROM entry
                        WHERE wallet_id = ? AND user_number = ?
                          AND sequence = (cut.low + cut.high + 1) / 2
                        LIMIT 1) AS e
                 WHERE cut.low < cut.high)
            SELECT low
              FROM cut
             WHERE low = high
            """,
            statement ->
                Values.bind(
                    statement,
                    1,
                    List.of(key.walletId(), key.user(), end, end, key.walletId(), key.user())),
            row -> row.getLong(1))
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /// What came and went of users who were merged comes with their transfer; they are only looked
  /// for where there are any.
  @Override
  public Figures changes(BalanceKey key, long first, long last) {
    return exchange
        .query(
            """
            WITH RECURSIVE part (user_number, first, last, own) AS (
                SELECT ?::bigint, ?::bigint, ?::bigint, 1
                UNION ALL
                SELECT gone.user_number, coalesce(before.sequence, 0) + 1, gone.sequence, 0
                  FROM part
                  JOIN entry AS come ON come.wallet_id = ? AND come.user_number = part.user_number
                                    AND come.sequence BETWEEN part.first AND part.last AND come.type = 12
                  JOIN entry AS gone ON gone.related_id = come.id AND gone.type = 11
                  LEFT JOIN LATERAL (
                            SELECT max(sequence) AS sequence
                              FROM entry AS past
                             WHERE past.wallet_id = gone.wallet_id AND past.user_number = gone.user_number
                               AND past.sequence < gone.sequence AND past.type = 11) AS before ON true
                 WHERE EXISTS (SELECT FROM departed_user WHERE into_user = ?))
            SELECT sum(own * active_change),
                   sum(own * promised_change),
                   sum(own * held_change),
                   sum(CASE WHEN type IN (1, 3, 10) THEN active_change END),
                   sum(CASE WHEN type = 4 THEN -active_change END),
                   sum(CASE WHEN type = 2 AND source <> 3 OR type = 8 THEN -active_change
                            WHEN type = 7 THEN -held_change END),
                   sum(CASE WHEN type = 2 AND source = 3 OR type = 9 THEN -active_change END)
              FROM part
              JOIN entry AS e ON e.wallet_id = ? AND e.user_number = part.user_number
                             AND e.sequence BETWEEN part.first AND part.last
            """,
            statement ->
                Values.bind(
                    statement,
                    1,
                    List.of(key.user(), first, last, key.walletId(), key.user(), key.walletId())),
            PostgresJournal::figures)
        .getFirst();
  }

  private static Figures figures(ResultSet row) throws SQLException {
    return new Figures(
        Values.sum(row, 1),
        Values.sum(row, 2),
        Values.sum(row, 3),
        Values.sum(row, 4),
        Values.sum(row, 5),
        Values.sum(row, 6),
        Values.sum(row, 7));
  }

  @Override
  public Overview overview(long walletId, Periods periods) {
    return new Turnovers(exchange).overview(walletId, periods);
  }

  /// A day ends with the first instant of the next: points that run out then can be used until
  /// then.
  @Override
  public List<Expiring> expiring(long walletId, @Nullable Long user, Periods periods) {
    return exchange.query(
        """
        SELECT width_bucket(expires_at - interval '1 microsecond', ?) AS period,
               sum(remaining) FILTER (WHERE bucket = 1),
               sum(remaining) FILTER (WHERE bucket = 0)
          FROM lot
         WHERE open AND wallet_id = ? AND user_number BETWEEN ? AND ?
           AND expires_at > ? AND expires_at <= ?
         GROUP BY period
         ORDER BY period
        """,
        statement -> {
          Values.bindInstants(statement, 1, periods.bounds());
          var users = user == null ? List.of(Long.MIN_VALUE, Long.MAX_VALUE) : List.of(user, user);
          statement.setLong(2, walletId);
          Values.bind(statement, 3, users);
          Values.bind(statement, 5, List.of(periods.from(), periods.to()));
        },
        row ->
            new Expiring(
                periods.firstDays().get(row.getInt(1) - 1),
                Values.sum(row, 2),
                Values.sum(row, 3)));
  }

  @Override
  public List<BalanceKey> due(long walletId, Instant now, int limit) {
    return exchange.query(
        """
        SELECT wallet_id, user_number
          FROM balance
         WHERE next_due_at <= ? AND wallet_id = ?
         ORDER BY next_due_at
         LIMIT ?
        """,
        statement -> Values.bind(statement, 1, List.of(now, walletId, limit)),
        row -> new BalanceKey(row.getLong(1), row.getLong(2)));
  }
}
