package dev.promontory.bench;

import dev.promontory.postgres.Migrations;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.postgresql.ds.PGSimpleDataSource;

/// The baseline of a run: the rows of its grants and lots by binary `COPY` from one connection into
/// the same tables with the same keys, a commit every [#BATCH_ROWS] grants. No segment, no
/// decision, no ledger entry, no balance, no event: only what must be there in the end for the
/// points to be there at all.
final class GrantCopy {
  static final int BATCH_ROWS = 5_000;
  private static final int GRANT_FIELDS = 11;
  private static final int LOT_FIELDS = 9;
  private static final long CAMPAIGN = 1_500;
  private static final long RUN = 1;
  private static final long WALLET = 1_000;
  private static final int ACTIVE = 1;
  private static final String LOT =
      "lot (id, wallet_id, user_number, issued_at, activates_at, expires_at, granted, remaining,"
          + " bucket)";

  private GrantCopy() {}

  /// Copies one grant and one lot for each of so many users.
  ///
  /// @param thousandths what each is given
  /// @return nanoseconds it took, without making the tables
  static long run(BenchDatabase database, int users, long thousandths)
      throws SQLException, IOException {
    migrate(database);
    try (var connection = database.connect()) {
      connection.setAutoCommit(false);
      long began = System.nanoTime();
      for (int from = 1; from <= users; from += BATCH_ROWS) {
        copy(connection, from, Math.min(from + BATCH_ROWS - 1, users), thousandths);
      }
      long nanos = System.nanoTime() - began;
      CopyRows.check("reward_grant", users, connection);
      CopyRows.check("lot", users, connection);
      return nanos;
    }
  }

  private static void migrate(BenchDatabase database) {
    var source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    Migrations.run(source);
  }

  private static void copy(Connection connection, int first, int last, long thousandths)
      throws SQLException, IOException {
    var grants = new CopyRows(GRANT_FIELDS);
    var lots = new CopyRows(LOT_FIELDS);
    var now = Instant.now();
    for (int user = first; user <= last; user++) {
      grants
          .row()
          .int8(CAMPAIGN)
          .int8(RUN)
          .int8(user)
          .int4(1)
          .int8(WALLET)
          .int8(thousandths)
          .int8(thousandths)
          .int8(user)
          .nothing()
          .timestamptz(now)
          .nothing();
      lots.row()
          .int8(user)
          .int8(WALLET)
          .int8(user)
          .timestamptz(now)
          .timestamptz(now)
          .nothing()
          .int8(thousandths)
          .int8(thousandths)
          .int2(ACTIVE);
    }
    grants.copyInto("reward_grant", connection);
    lots.copyInto(LOT, connection);
    connection.commit();
  }
}
