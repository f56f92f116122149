package dev.promontory.server.document;

import dev.promontory.rule.Comparison;
import dev.promontory.rule.Comparison.Operator;
import dev.promontory.rule.Measure;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Reads how often or how much: `count`, `sum` or `average` of a `did`, at most one.
final class MeasureReader {
  private static final long MAX_COUNT = 1_000_000_000;

  private MeasureReader() {}

  /// A measure, at least once if none is named, or null with its problems.
  static @Nullable Measure read(Fields did) {
    var count = did.optional("count");
    var sum = did.optional("sum");
    var average = did.optional("average");
    int named = (count == null ? 0 : 1) + (sum == null ? 0 : 1) + (average == null ? 0 : 1);
    if (named > 1) {
      did.node().wrong("Only one of count, sum and average goes with one event.");
    }
    var counted = count == null ? Measure.ONCE : count(count);
    var summed = sum == null ? null : amount(sum, false);
    var averaged = average == null ? null : amount(average, true);
    if (named > 1) {
      return null;
    }
    return sum != null ? summed : average != null ? averaged : counted;
  }

  private static @Nullable Measure count(Node node) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var comparison = comparison(fields, true);
    fields.refuseOthers();
    return comparison == null ? null : new Measure.Count(comparison);
  }

  private static @Nullable Measure amount(Node node, boolean average) {
    var fields = Fields.of(node);
    if (fields == null) {
      return null;
    }
    var named = fields.required("property", "The property that is added up.");
    var property = named == null ? null : Texts.property(named);
    var comparison = comparison(fields, false);
    fields.refuseOthers();
    if (property == null || comparison == null) {
      return null;
    }
    return average
        ? new Measure.Average(property, comparison)
        : new Measure.Sum(property, comparison);
  }

  private static @Nullable Comparison comparison(Fields fields, boolean whole) {
    var op =
        fields.required("op", "How it is compared: equals, notEquals, gt, gte, lt, lte, between.");
    var value = fields.required("value", "What it is compared with.");
    var operator = op == null ? null : operator(op);
    if (operator == null || value == null) {
      return null;
    }
    if (operator != Operator.BETWEEN) {
      var number = number(value, whole);
      return number == null ? null : new Comparison(operator, number, null);
    }
    var ends = Ends.of(value);
    if (ends == null) {
      return null;
    }
    var low = number(ends.low(), whole);
    var high = number(ends.high(), whole);
    if (low == null || high == null) {
      return null;
    }
    var numbers = ends.numbers();
    return numbers == null ? null : new Comparison(operator, numbers.getKey(), numbers.getValue());
  }

  private static @Nullable BigDecimal number(Node node, boolean whole) {
    if (!whole) {
      return node.number();
    }
    var count = node.whole(0, MAX_COUNT);
    return count == null ? null : BigDecimal.valueOf(count);
  }

  private static @Nullable Operator operator(Node op) {
    return switch (op.json().isString() ? op.json().stringValue() : "") {
      case "equals" -> Operator.EQUALS;
      case "notEquals" -> Operator.NOT_EQUALS;
      case "gt" -> Operator.GT;
      case "gte" -> Operator.GTE;
      case "lt" -> Operator.LT;
      case "lte" -> Operator.LTE;
      case "between" -> Operator.BETWEEN;
      default -> {
        op.wrong("This is compared by equals, notEquals, gt, gte, lt, lte or between.");
        yield null;
      }
    };
  }
}
