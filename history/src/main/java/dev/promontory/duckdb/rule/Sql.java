package dev.promontory.duckdb.rule;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An SQL text under construction, with the values bound in it. For one thread.
///
/// Whole numbers of 64 bits are written out: the planner makes more of a constant than of a
/// parameter, and a number cannot be anything but a number. Everything else is bound.
public final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /// A list to bind as one value.
  ///
  /// @param type of the elements, in SQL
  private record Array(String type, List<?> elements) {}

  /// An SQL text that has nothing bound so far.
  public static Sql of(String text) {
    return new Sql().add(text);
  }

  public Sql add(String more) {
    text.append(more);
    return this;
  }

  public Sql add(Sql more) {
    text.append(more.text);
    values.addAll(more.values);
    return this;
  }

  /// Adds a value.
  ///
  /// @param value Long, Double, Boolean, String or BigInteger
  public Sql bind(Object value) {
    var narrow = narrow(value);
    if (narrow instanceof Long number && number != Long.MIN_VALUE) {
      text.append(number < 0 ? "(" + number + ")" : number);
    } else {
      text.append('?');
      values.add(narrow);
    }
    return this;
  }

  /// Arithmetic on 64 bits is several times as fast as on 128.
  private static Object narrow(Object value) {
    return value instanceof BigInteger big && big.bitLength() < Long.SIZE
        ? (Object) big.longValue()
        : value;
  }

  /// Adds values with commas between.
  public Sql bindEach(Collection<?> many) {
    var comma = "";
    for (var value : many) {
      text.append(comma);
      bind(value);
      comma = ", ";
    }
    return this;
  }

  /// Adds a list as one value.
  public Sql bindList(String type, Collection<?> elements) {
    return bind(new Array(type, List.copyOf(elements)));
  }

  /// Adds conditions of which all or one must hold, in brackets.
  ///
  /// @param operator ` AND ` or ` OR `
  /// @param parts one or more
  public Sql join(String operator, List<Sql> parts) {
    add("(");
    for (int i = 0; i < parts.size(); i++) {
      add(i == 0 ? "" : operator).add(parts.get(i));
    }
    return add(")");
  }

  /// Prepares the statement and binds the values.
  public PreparedStatement prepare(Connection connection) throws SQLException {
    var statement = connection.prepareStatement(text.toString());
    for (int i = 0; i < values.size(); i++) {
      var value =
          values.get(i) instanceof Array array
              ? connection.createArrayOf(array.type(), array.elements().toArray())
              : values.get(i);
      statement.setObject(i + 1, value);
    }
    return statement;
  }

  /// The text with a question mark for each value.
  @Override
  public String toString() {
    return text.toString();
  }
}
