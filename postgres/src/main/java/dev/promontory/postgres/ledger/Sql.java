package dev.promontory.postgres.ledger;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.points.Points;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Plain JDBC on a handle's connection, for statements that take arrays.
///
/// Arrays are passed as `(SELECT ?)`: hidden from the planner, who would otherwise take a large
/// array for a reason to read the whole table.
final class Sql {
  private Sql() {}

  /// Binds wallets and users as two arrays.
  static void bindKeys(PreparedStatement statement, int index, Collection<BalanceKey> keys)
      throws SQLException {
    statement.setObject(index, keys.stream().mapToLong(BalanceKey::walletId).toArray());
    statement.setObject(index + 1, keys.stream().mapToLong(BalanceKey::user).toArray());
  }

  static Points points(ResultSet row, int column) throws SQLException {
    return new Points(row.getLong(column));
  }

  /// A sum of thousandths, as points: it may be larger than any amount of [Points].
  static BigDecimal sum(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).movePointLeft(Points.SCALE);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
