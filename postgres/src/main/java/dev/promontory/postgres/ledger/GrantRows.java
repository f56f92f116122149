package dev.promontory.postgres.ledger;

import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantOutcome.ZeroAward;
import dev.promontory.grant.Refusal;
import dev.promontory.points.Points;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/// How grants are read and bound.
final class GrantRows {
  static final String COLUMNS =
      """
      g.campaign_id, g.occurrence, g.user_number, g.revision, g.wallet_id,
      g.points, g.asked, g.transaction_id, g.refusal, g.decided_at
      """;

  /// Later than any grant, and still a timestamp for PostgreSQL.
  static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private GrantRows() {}

  static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        new GrantKey(row.getLong(1), row.getLong(2), row.getLong(3)),
        row.getInt(4),
        row.getLong(5),
        outcome(row),
        Sql.points(row, 7),
        Sql.instant(row, 10));
  }

  private static GrantOutcome outcome(ResultSet row) throws SQLException {
    long transactionId = row.getLong(8);
    int refusal = row.getInt(9);
    if (transactionId > 0) {
      return new Granted(Sql.points(row, 6), transactionId);
    }
    return refusal == 0 ? new ZeroAward() : new Refused(Refusal.ofCode(refusal));
  }

  static void bindKeys(PreparedStatement statement, int index, Collection<GrantKey> keys)
      throws SQLException {
    statement.setObject(index, LedgerRows.longs(keys, GrantKey::campaignId));
    statement.setObject(index + 1, LedgerRows.longs(keys, GrantKey::occurrence));
    statement.setObject(index + 2, LedgerRows.longs(keys, GrantKey::user));
  }

  /// Binds the columns of the table as arrays; no transaction and no refusal are 0, and the instant
  /// is in epoch milliseconds.
  static void bindGrants(PreparedStatement statement, Collection<Grant> grants)
      throws SQLException {
    statement.setObject(1, LedgerRows.longs(grants, grant -> grant.key().campaignId()));
    statement.setObject(2, LedgerRows.longs(grants, grant -> grant.key().occurrence()));
    statement.setObject(3, LedgerRows.longs(grants, grant -> grant.key().user()));
    statement.setObject(4, LedgerRows.longs(grants, Grant::revision));
    statement.setObject(5, LedgerRows.longs(grants, Grant::walletId));
    statement.setObject(6, LedgerRows.longs(grants, grant -> points(grant).thousandths()));
    statement.setObject(7, LedgerRows.longs(grants, grant -> grant.asked().thousandths()));
    statement.setObject(8, LedgerRows.longs(grants, GrantRows::transactionId));
    statement.setObject(9, LedgerRows.longs(grants, GrantRows::refusalCode));
    statement.setObject(10, LedgerRows.longs(grants, grant -> grant.decidedAt().toEpochMilli()));
  }

  private static Points points(Grant grant) {
    return grant.outcome() instanceof Granted granted ? granted.points() : Points.ZERO;
  }

  private static long transactionId(Grant grant) {
    return grant.outcome() instanceof Granted granted ? granted.transactionId() : 0;
  }

  private static long refusalCode(Grant grant) {
    return grant.outcome() instanceof Refused refused ? refused.refusal().code() : 0;
  }
}
