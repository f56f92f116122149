package dev.promontory.duckdb.rule;

import dev.promontory.rule.Comparison;
import java.util.List;

/// The operators of a comparison in SQL.
final class Comparing {
  private Comparing() {}

  /// The condition, in brackets, that an expression compares so with a bound;
  /// [Comparison.Operator#BETWEEN] with two.
  static Sql sql(Comparison.Operator operator, Sql expression, List<Sql> bounds) {
    var result = Sql.of("(").add(expression).add(word(operator)).add(bounds.getFirst());
    if (operator == Comparison.Operator.BETWEEN) {
      result.add(" AND ").add(bounds.getLast());
    }
    return result.add(")");
  }

  private static String word(Comparison.Operator operator) {
    return switch (operator) {
      case EQUALS -> " = ";
      case NOT_EQUALS -> " <> ";
      case GT -> " > ";
      case GTE -> " >= ";
      case LT -> " < ";
      case LTE -> " <= ";
      case BETWEEN -> " BETWEEN ";
    };
  }
}
