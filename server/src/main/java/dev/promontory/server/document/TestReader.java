package dev.promontory.server.document;

import dev.promontory.record.Value;
import dev.promontory.rule.Test;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the test of a condition: its `op` and the `value` that goes with it.
final class TestReader {
  private static final String OPERATORS =
      "equals notEquals contains notContains exists notExists gt gte lt lte between in notIn before"
          + " after on";

  private TestReader() {}

  /// A test, or null with its problems.
  static @Nullable Test read(Fields condition) {
    var op = condition.required("op", "How the property is tested: " + OPERATORS + ".");
    var value = condition.optional("value");
    if (op == null) {
      return null;
    }
    return switch (op.json().isString() ? op.json().stringValue() : "") {
      case "exists" -> exists(value);
      case "notExists" -> not(exists(value));
      case "equals" -> equal(needed(condition, value));
      case "notEquals" -> not(equal(needed(condition, value)));
      case "in" -> oneOf(needed(condition, value));
      case "notIn" -> not(oneOf(needed(condition, value)));
      case "contains" -> contains(needed(condition, value));
      case "notContains" -> not(contains(needed(condition, value)));
      case "gt" -> from(needed(condition, value), false);
      case "gte" -> from(needed(condition, value), true);
      case "lt" -> to(needed(condition, value), false);
      case "lte" -> to(needed(condition, value), true);
      case "between" -> between(needed(condition, value));
      case "before" -> days(needed(condition, value), Side.BEFORE);
      case "after" -> days(needed(condition, value), Side.AFTER);
      case "on" -> days(needed(condition, value), Side.ON);
      default -> {
        op.wrong("There is no such operator; there are " + OPERATORS + ".");
        yield null;
      }
    };
  }

  private enum Side {
    BEFORE,
    ON,
    AFTER
  }

  private static @Nullable Node needed(Fields condition, @Nullable Node value) {
    return value != null ? value : condition.required("value", "What it is compared with.");
  }

  private static @Nullable Test not(@Nullable Test test) {
    return test == null ? null : new Test.Not(test);
  }

  private static @Nullable Test exists(@Nullable Node value) {
    if (value != null) {
      value.wrong("exists and notExists take no value.");
      return null;
    }
    return new Test.Exists();
  }

  private static @Nullable Test equal(@Nullable Node node) {
    var value = node == null ? null : Values.read(node);
    return value == null ? null : new Test.In(List.of(value));
  }

  private static @Nullable Test oneOf(@Nullable Node node) {
    var nodes = node == null ? null : node.list(Test.MAX_VALUES);
    if (nodes == null) {
      return null;
    }
    List<Value> values = new ArrayList<>(nodes.size());
    for (var element : nodes) {
      var value = Values.read(element);
      if (value != null) {
        values.add(value);
      }
    }
    return new Test.In(values);
  }

  private static @Nullable Test contains(@Nullable Node node) {
    if (node == null) {
      return null;
    }
    if (!node.json().isString()) {
      node.wrong("contains looks for a text inside a text: a text stands here.");
      return null;
    }
    var offence =
        node.json().stringValue().isEmpty()
            ? "Every text contains the empty one."
            : Texts.offence(node.json().stringValue(), Texts.MAX_VALUE);
    if (offence != null) {
      node.wrong(offence);
      return null;
    }
    return new Test.Contains(node.json().stringValue());
  }

  private static @Nullable Test from(@Nullable Node node, boolean included) {
    var number = node == null ? null : ordered(node);
    return number == null ? null : new Test.Range(new Test.Bound(number, included), null);
  }

  private static @Nullable Test to(@Nullable Node node, boolean included) {
    var number = node == null ? null : ordered(node);
    return number == null ? null : new Test.Range(null, new Test.Bound(number, included));
  }

  private static @Nullable BigDecimal ordered(Node node) {
    if (node.json().isString()) {
      node.wrong("gt, gte, lt and lte compare numbers; for dates there are before, after and on.");
      return null;
    }
    return node.number();
  }

  private static @Nullable Test between(@Nullable Node node) {
    var ends = node == null ? null : Ends.of(node);
    if (ends == null) {
      return null;
    }
    if (ends.low().json().isString() && ends.high().json().isString()) {
      var days = ends.dates();
      return days == null ? null : new Test.Days(days.getKey(), days.getValue());
    }
    var numbers = ends.numbers();
    return numbers == null
        ? null
        : new Test.Range(
            new Test.Bound(numbers.getKey(), true), new Test.Bound(numbers.getValue(), true));
  }

  private static @Nullable Test days(@Nullable Node node, Side side) {
    var day = node == null ? null : node.date();
    if (day == null) {
      return null;
    }
    return switch (side) {
      case BEFORE -> new Test.Days(null, day.minusDays(1));
      case ON -> new Test.Days(day, day);
      case AFTER -> new Test.Days(day.plusDays(1), null);
    };
  }
}
