package dev.promontory.postgres.books;

import dev.promontory.points.Points;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// Instants and sums as PostgreSQL takes and gives them.
final class Values {
  private Values() {}

  /// Binds values in order, from a number on; instants among them as such.
  static void bind(PreparedStatement statement, int index, List<?> values) throws SQLException {
    int next = index;
    for (var value : values) {
      statement.setObject(next++, value instanceof Instant at ? utc(at) : value);
    }
  }

  /// Binds instants as one array.
  static void bindInstants(PreparedStatement statement, int index, List<Instant> instants)
      throws SQLException {
    Connection connection = statement.getConnection();
    var texts = instants.stream().map(Instant::toString).toArray(String[]::new);
    statement.setArray(index, connection.createArrayOf("timestamptz", texts));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /// A sum of thousandths, as points; nothing sums up to 0.
  static BigDecimal sum(ResultSet row, int column) throws SQLException {
    var sum = row.getBigDecimal(column);
    return sum == null ? BigDecimal.ZERO : sum.movePointLeft(Points.SCALE);
  }
}
