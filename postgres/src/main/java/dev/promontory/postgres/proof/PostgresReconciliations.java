package dev.promontory.postgres.proof;

import dev.promontory.audit.Reconciliation;
import dev.promontory.audit.Reconciliation.OfWallet;
import dev.promontory.audit.Reconciliations;
import dev.promontory.text.StoredText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/// Reconciles in PostgreSQL, by the views of the schema, and keeps the results there.
public final class PostgresReconciliations implements Reconciliations {
  private final Jdbi jdbi;
  private final LongSupplier nanos;

  /// @param dataSource on which statements may take long
  /// @param nanos a clock for measuring how long it took, in nanoseconds
  public PostgresReconciliations(DataSource dataSource, LongSupplier nanos) {
    this.jdbi = Jdbi.create(dataSource);
    this.nanos = nanos;
  }

  @Override
  public Reconciliation reconcile(Instant now) {
    long began = nanos.getAsLong();
    return jdbi.inTransaction(
        handle -> {
          handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          PostgresProof.readEverything(handle);
          compare(handle);
          var took = Duration.ofNanos(nanos.getAsLong() - began);
          var result = sum(handle, now, Duration.ofMillis(took.toMillis()));
          keep(handle, result);
          return result;
        });
  }

  private static void compare(Handle handle) {
    handle.execute("DELETE FROM reconciled_wallet");
    handle.execute(
        """
        INSERT INTO reconciled_wallet (wallet_id, balances, issued, redeemed, removed, expired, held, active,
                                       promised, discrepancies)
        SELECT w.id, coalesce(e.balances, 0), coalesce(e.issued, 0), coalesce(e.redeemed, 0),
               coalesce(e.removed, 0), coalesce(e.expired, 0), coalesce(h.held, 0),
               coalesce(l.active, 0), coalesce(l.promised, 0), coalesce(d.discrepancies, 0)
          FROM wallet AS w
          LEFT JOIN (SELECT wallet_id, count(*) AS balances, sum(credited) AS issued, sum(redeemed) AS redeemed,
                            sum(removed) AS removed, sum(expired) AS expired
                       FROM entry_sum
                      GROUP BY wallet_id) AS e ON e.wallet_id = w.id
          LEFT JOIN (SELECT wallet_id, sum(points) AS held
                       FROM hold
                      WHERE closed_as IS NULL
                      GROUP BY wallet_id) AS h ON h.wallet_id = w.id
          LEFT JOIN (SELECT wallet_id,
                            coalesce(sum(remaining) FILTER (WHERE bucket = 1), 0) AS active,
                            coalesce(sum(remaining) FILTER (WHERE bucket = 0), 0) AS promised
                       FROM lot
                      WHERE open
                      GROUP BY wallet_id) AS l ON l.wallet_id = w.id
          LEFT JOIN (SELECT wallet_id, count(*) AS discrepancies
                       FROM (SELECT wallet_id FROM ledger_discrepancy
                              UNION ALL
                             SELECT wallet_id FROM lot_discrepancy) AS found
                      GROUP BY wallet_id) AS d ON d.wallet_id = w.id
        """);
  }

  private static Reconciliation sum(Handle handle, Instant now, Duration took) {
    return handle
        .createQuery(
            """
            SELECT coalesce(sum(balances), 0) AS balances,
                   coalesce(sum(discrepancies), 0)
                   + count(*) FILTER (WHERE active + held <> issued - redeemed - removed - expired) AS discrepancies
              FROM reconciled_wallet
            """)
        .map(
            (row, _) ->
                new Reconciliation(
                    now, took, row.getLong("balances"), row.getLong("discrepancies")))
        .one();
  }

  private static void keep(Handle handle, Reconciliation result) {
    handle
        .createUpdate(
            """
            INSERT INTO reconciliation (at, took_millis, balances, discrepancies)
            VALUES (:at, :tookMillis, :balances, :discrepancies)
            """)
        .bind("at", result.at().atOffset(ZoneOffset.UTC))
        .bind("tookMillis", result.took().toMillis())
        .bind("balances", result.balances())
        .bind("discrepancies", result.discrepancies())
        .execute();
    handle
        .createUpdate(
            """
            DELETE FROM reconciliation
             WHERE number <= (SELECT max(number) FROM reconciliation) - :kept
            """)
        .bind("kept", MAX_KEPT)
        .execute();
  }

  @Override
  public Optional<Reconciliation> last() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT at, took_millis, balances, discrepancies
                      FROM reconciliation
                     ORDER BY number DESC
                     LIMIT 1
                    """)
                .map(PostgresReconciliations::result)
                .findOne());
  }

  @Override
  public List<OfWallet> wallets(int account) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT r.wallet_id, w.name, r.balances, r.issued, r.redeemed, r.removed, r.expired, r.held,
                           r.active, r.promised, r.discrepancies
                      FROM reconciled_wallet AS r
                      JOIN wallet AS w ON w.id = r.wallet_id
                     WHERE w.account = :account
                     ORDER BY r.wallet_id
                    """)
                .bind("account", account)
                .map(PostgresReconciliations::wallet)
                .list());
  }

  private static Reconciliation result(ResultSet row, StatementContext context)
      throws SQLException {
    return new Reconciliation(
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Duration.ofMillis(row.getLong("took_millis")),
        row.getLong("balances"),
        row.getLong("discrepancies"));
  }

  private static OfWallet wallet(ResultSet row, StatementContext context) throws SQLException {
    return new OfWallet(
        row.getLong("wallet_id"),
        StoredText.decode(row.getString("name")),
        row.getLong("balances"),
        row.getLong("issued"),
        row.getLong("redeemed"),
        row.getLong("removed"),
        row.getLong("expired"),
        row.getLong("held"),
        row.getLong("active"),
        row.getLong("promised"),
        row.getLong("discrepancies"));
  }
}
