package dev.promontory.postgres.proof;

import dev.promontory.audit.Checkpoint;
import dev.promontory.audit.Checkpoints;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// The checkpoints in PostgreSQL. What a checkpoint is made of is computed by views and functions
/// of the schema.
public final class PostgresCheckpoints implements Checkpoints {
  private static final String COLUMNS = "number, at, balances, entries, hash";

  private final Jdbi jdbi;

  /// @param dataSource on which statements may take long
  public PostgresCheckpoints(DataSource dataSource) {
    this.jdbi = Jdbi.create(dataSource);
  }

  @Override
  public Sealed seal(Instant now) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          int grown = remember(handle);
          var checkpoint =
              grown == 0 ? Optional.<Checkpoint>empty() : Optional.of(add(handle, now));
          return new Sealed(checkpoint, broken(handle));
        });
  }

  /// A chain goes on only from the entry that was sealed; else what was sealed stays, as proof.
  private static int remember(Handle handle) {
    return handle.execute(
        """
        INSERT INTO sealed_head (wallet_id, user_number, sequence, hash)
        SELECT wallet_id, user_number, b.sequence, b.head
          FROM balance AS b
          LEFT JOIN sealed_head AS s USING (wallet_id, user_number)
         WHERE s.sequence IS NULL
            OR s.sequence < b.sequence
               AND EXISTS (SELECT
                             FROM entry AS e
                            WHERE (e.wallet_id, e.user_number, e.sequence)
                                = (s.wallet_id, s.user_number, s.sequence)
                              AND e.hash = s.hash)
            ON CONFLICT (wallet_id, user_number) DO UPDATE
           SET sequence = EXCLUDED.sequence,
               hash = EXCLUDED.hash
        """);
  }

  private static Checkpoint add(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            INSERT INTO checkpoint (number, at, balances, entries, heads, hash)
            SELECT n.number, n.at, s.balances, s.entries, s.hash,
                   checkpoint_hash(n.before, n.number, n.at, s.balances, s.entries, s.hash)
              FROM sealed_books AS s,
                   (SELECT coalesce(max(number), 0) + 1 AS number,
                           (SELECT hash FROM checkpoint ORDER BY number DESC LIMIT 1) AS before,
                           :at AS at
                      FROM checkpoint) AS n
            RETURNING number, at, balances, entries, hash
            """)
        .bind("at", now.atOffset(ZoneOffset.UTC))
        .map(PostgresCheckpoints::checkpoint)
        .one();
  }

  /// Chains that were not taken further though they differ from what was sealed.
  private static long broken(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT count(*)
              FROM sealed_head AS s
              LEFT JOIN balance AS b USING (wallet_id, user_number)
             WHERE (b.sequence, b.head) IS DISTINCT FROM (s.sequence, s.hash)
            """)
        .mapTo(Long.class)
        .one();
  }

  @Override
  public Optional<Checkpoint> newest() {
    return page(Long.MAX_VALUE, 1).stream().findFirst();
  }

  @Override
  public List<Checkpoint> page(long before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT %s
                      FROM checkpoint
                     WHERE number < :before
                     ORDER BY number DESC
                     LIMIT :limit
                    """
                        .formatted(COLUMNS))
                .bind("before", before)
                .bind("limit", limit)
                .map(PostgresCheckpoints::checkpoint)
                .list());
  }

  private static Checkpoint checkpoint(ResultSet row, StatementContext context)
      throws SQLException {
    return new Checkpoint(
        row.getLong("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getLong("balances"),
        row.getLong("entries"),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
