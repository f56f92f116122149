package dev.promontory.duckdb.rule;

import dev.promontory.record.Value;
import dev.promontory.rule.Measure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;

/// Sums or averages that the database left undecided, decided in decimals.
///
/// @param select gives of each user in doubt: number, count of events, sum of the exact numbers in
///   millionths, list of the doubles
/// @param failing whether the users are meant whose measure does not pass
public record ExactSum(Sql select, Measure measure, boolean failing) {

  /// The users in doubt that are meant, from the answer to [#select].
  public long[] users(ResultSet rows) throws SQLException {
    var users = LongStream.builder();
    while (rows.next()) {
      if (passes(rows) != failing) {
        users.add(rows.getLong(1));
      }
    }
    return users.build().toArray();
  }

  private boolean passes(ResultSet row) throws SQLException {
    var count = BigDecimal.valueOf(row.getLong(2));
    var sum = new BigDecimal((BigInteger) row.getObject(3), Value.SCALE);
    return passes(
        sum.add(Numbers.reals(row, 4)),
        measure instanceof Measure.Average ? count : BigDecimal.ONE);
  }

  /// Whether a sum compares with a factor times the bounds as it should.
  private boolean passes(BigDecimal sum, BigDecimal factor) {
    var comparison = measure.comparison();
    int side = sum.compareTo(comparison.value().multiply(factor));
    var high = comparison.high();
    return switch (comparison.operator()) {
      case EQUALS -> side == 0;
      case NOT_EQUALS -> side != 0;
      case GT -> side > 0;
      case GTE -> side >= 0;
      case LT -> side < 0;
      case LTE -> side <= 0;
      case BETWEEN -> side >= 0 && high != null && sum.compareTo(high.multiply(factor)) <= 0;
    };
  }
}
