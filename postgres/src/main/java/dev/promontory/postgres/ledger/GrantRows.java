package dev.promontory.postgres.ledger;

import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantOutcome.ZeroAward;
import dev.promontory.grant.Refusal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/// How grants are read and bound.
final class GrantRows {
  static final String COLUMNS =
      """
      g.campaign_id, g.occurrence, g.user_number, g.revision, g.wallet_id,
      g.points, g.asked, g.transaction_id, g.refusal, g.decided_at
      """;

  /// Later than any grant, and still a timestamp for PostgreSQL.
  static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final int ROW_BYTES = 120;

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

  /// The columns of [#copy].
  static final String COPIED =
      "campaign_id, occurrence, user_number, revision, wallet_id, points, asked, transaction_id,"
          + " refusal, decided_at";

  /// Rows in the order of the keys: a key that another transaction has just added makes us wait.
  static BinaryCopy copy(Collection<Grant> grants) {
    var copy = new BinaryCopy(grants.size() * ROW_BYTES);
    grants.stream().sorted(Comparator.comparing(Grant::key)).forEach(grant -> add(copy, grant));
    return copy;
  }

  private static void add(BinaryCopy copy, Grant grant) {
    copy.row(10)
        .int8(grant.key().campaignId())
        .int8(grant.key().occurrence())
        .int8(grant.key().user())
        .int4(grant.revision())
        .int8(grant.walletId());
    switch (grant.outcome()) {
      case Granted(var points, long transactionId) ->
          copy.int8(points.thousandths())
              .int8(grant.asked().thousandths())
              .int8(transactionId)
              .nothing();
      case ZeroAward _ -> copy.int8(0).int8(grant.asked().thousandths()).nothing().nothing();
      case Refused(var refusal) ->
          copy.int8(0).int8(grant.asked().thousandths()).nothing().int2(refusal.code());
    }
    copy.instant(grant.decidedAt());
  }
}
