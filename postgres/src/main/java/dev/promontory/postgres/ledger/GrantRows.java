package dev.promontory.postgres.ledger;

import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.GrantOutcome;
import dev.promontory.grant.GrantOutcome.Granted;
import dev.promontory.grant.GrantOutcome.Refused;
import dev.promontory.grant.GrantOutcome.ZeroAward;
import dev.promontory.grant.Refusal;
import dev.promontory.postgres.ledger.Table.Kind;
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
      g.points, g.asked, g.transaction_id, g.refusal, g.decided_at,
      coalesce(g.qualified_at, g.decided_at)
      """;

  /// Later than any grant, and still a timestamp for PostgreSQL.
  static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private static final Table TABLE =
      Table.of("reward_grant")
          .with(Kind.INT8, "campaign_id", "occurrence", "user_number")
          .with(Kind.INT4, "revision")
          .with(Kind.INT8, "wallet_id", "points", "asked", "transaction_id")
          .with(Kind.INT2, "refusal")
          .with(Kind.INSTANT, "decided_at", "qualified_at");

  private GrantRows() {}

  static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        new GrantKey(row.getLong(1), row.getLong(2), row.getLong(3)),
        row.getInt(4),
        row.getLong(5),
        outcome(row),
        Sql.points(row, 7),
        Sql.instant(row, 11),
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

  static void bindKeys(Parameters parameters, Collection<GrantKey> keys) throws SQLException {
    parameters
        .array(LedgerRows.longs(keys, GrantKey::campaignId))
        .array(LedgerRows.longs(keys, GrantKey::occurrence))
        .array(LedgerRows.longs(keys, GrantKey::user));
  }

  /// Rows in the order of the keys: a key that another transaction has just added makes us wait.
  static Rows added(Collection<Grant> grants) {
    var rows = new Rows(TABLE, grants.size());
    grants.stream().sorted(Comparator.comparing(Grant::key)).forEach(grant -> add(rows, grant));
    return rows;
  }

  private static void add(Rows rows, Grant grant) {
    rows.number(grant.key().campaignId())
        .number(grant.key().occurrence())
        .number(grant.key().user())
        .number(grant.revision())
        .number(grant.walletId());
    switch (grant.outcome()) {
      case Granted(var points, long transactionId) ->
          rows.number(points.thousandths())
              .number(grant.asked().thousandths())
              .number(transactionId)
              .nothing();
      case ZeroAward _ -> rows.number(0).number(grant.asked().thousandths()).nothing().nothing();
      case Refused(var refusal) ->
          rows.number(0).number(grant.asked().thousandths()).nothing().number(refusal.code());
    }
    rows.instant(grant.decidedAt())
        .instantOrNull(grant.qualifiedAt().equals(grant.decidedAt()) ? null : grant.qualifiedAt());
  }
}
