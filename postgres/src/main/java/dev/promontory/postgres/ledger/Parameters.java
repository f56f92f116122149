package dev.promontory.postgres.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Binds the parameters of statements that are sent together, one after the other.
final class Parameters {
  private final PreparedStatement statement;
  private int last;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters int8(long number) throws SQLException {
    statement.setLong(++last, number);
    return this;
  }

  Parameters int4(int number) throws SQLException {
    statement.setInt(++last, number);
    return this;
  }

  Parameters bytes(byte[] bytes) throws SQLException {
    statement.setBytes(++last, bytes);
    return this;
  }

  /// A `bigint[]`.
  Parameters array(long[] numbers) throws SQLException {
    statement.setObject(++last, numbers);
    return this;
  }

  /// A `bigint[]` with nulls.
  Parameters array(@Nullable Long[] numbers) throws SQLException {
    return array("int8", numbers);
  }

  /// A `text[]`, with nulls or without.
  Parameters array(@Nullable String[] texts) throws SQLException {
    return array("text", texts);
  }

  /// A `bytea[]`, with nulls or without.
  Parameters array(byte[] @Nullable [] values) throws SQLException {
    return array("bytea", values);
  }

  private Parameters array(String type, @Nullable Object[] values) throws SQLException {
    statement.setArray(++last, statement.getConnection().createArrayOf(type, values));
    return this;
  }
}
