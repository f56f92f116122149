package dev.promontory.postgres.ledger;

import dev.promontory.ledger.BalanceKey;
import dev.promontory.points.Points;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/// Plain JDBC on a handle's connection, for statements that take arrays.
///
/// Arrays are passed as `(SELECT ?)`: hidden from the planner, who would otherwise take a large
/// array for a reason to read the whole table.
final class Sql {
  private Sql() {}

  /// Binds the parameters of a statement.
  interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /// Reads a row.
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Something to do on a connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /// Runs work on the handle's connection; failures come out as Jdbi's.
  static <T> T on(Handle handle, Work<T> work) {
    try {
      return work.on(handle.getConnection());
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  static <T> List<T> query(Handle handle, String sql, Binder binder, Reader<T> reader) {
    return on(
        handle,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            try (var rows = statement.executeQuery()) {
              var list = new ArrayList<T>();
              while (rows.next()) {
                list.add(reader.read(rows));
              }
              return list;
            }
          }
        });
  }

  /// Runs a statement that changes rows; answers how many.
  static int update(Handle handle, String sql, Binder binder) {
    return on(
        handle,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            return statement.executeUpdate();
          }
        });
  }

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
