package dev.promontory.server.query;

import dev.promontory.record.Name;
import dev.promontory.record.Value;
import dev.promontory.rule.Comparison;
import dev.promontory.rule.Comparison.Operator;
import dev.promontory.rule.Measure;
import dev.promontory.rule.Test;
import dev.promontory.rule.Test.Bound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads `{"name", "operator", "value"}`: a property and its test.
///
/// @param name a name, or a path with dots
record Conditions(Name name, Test test) {
  private static final Set<String> PARTS = Set.of("name", "operator", "value");
  private static final String OPERATORS =
      "equals, not_equals, contains, does_not_contain, exists, does_not_exist, greater_than,"
          + " greater_than_equals, less_than, less_than_equals";
  private static final int MAX_DIGITS = 30;

  static List<Conditions> read(List<Part> parts) {
    return parts.stream().map(Conditions::read).toList();
  }

  private static Conditions read(Part part) {
    part.allow(PARTS);
    return new Conditions(Name.of(part.text("name")), test(part));
  }

  private static Test test(Part part) {
    return switch (operator(part)) {
      case "equals" -> new Test.In(values(part));
      case "not_equals" -> new Test.Not(new Test.In(values(part)));
      case "contains" -> new Test.Contains(part.text("value"));
      case "does_not_contain" -> new Test.Not(new Test.Contains(part.text("value")));
      case "exists" -> new Test.Exists();
      case "does_not_exist" -> new Test.Not(new Test.Exists());
      case "greater_than" -> new Test.Range(new Bound(number(part), false), null);
      case "greater_than_equals" -> new Test.Range(new Bound(number(part), true), null);
      case "less_than" -> new Test.Range(null, new Bound(number(part), false));
      case "less_than_equals" -> new Test.Range(null, new Bound(number(part), true));
      default -> throw unknownOperator(part);
    };
  }

  /// How often an event must have happened; once, if nothing is said.
  static Measure count(Part part) {
    if (part.find("operator") == null && part.find("value") == null) {
      return Measure.ONCE;
    }
    var operator =
        switch (operator(part)) {
          case "equals" -> Operator.EQUALS;
          case "not_equals" -> Operator.NOT_EQUALS;
          case "greater_than" -> Operator.GT;
          case "greater_than_equals" -> Operator.GTE;
          case "less_than" -> Operator.LT;
          case "less_than_equals" -> Operator.LTE;
          default -> throw unknownOperator(part);
        };
    return new Measure.Count(new Comparison(operator, number(part), null));
  }

  private static String operator(Part part) {
    return part.find("operator") == null
        ? "equals"
        : part.text("operator").toLowerCase(Locale.ROOT);
  }

  private static RuntimeException unknownOperator(Part part) {
    return new Part(part.json(), part.path() + "/operator").wrong("one of " + OPERATORS);
  }

  private static BigDecimal number(Part part) {
    var value = part.find("value");
    if (value == null || !isNumber(value.json())) {
      throw new Part(part.json(), part.path() + "/value")
          .wrong("a number of at most " + MAX_DIGITS + " digits stands here");
    }
    return value.json().decimalValue();
  }

  private static boolean isNumber(JsonNode json) {
    return json.isNumber()
        && json.decimalValue().precision() <= MAX_DIGITS
        && Math.abs(json.decimalValue().scale()) <= MAX_DIGITS;
  }

  /// One value, or a list of which one is meant.
  private static List<Value> values(Part part) {
    var value = part.find("value");
    if (value == null) {
      throw new Part(part.json(), part.path() + "/value").wrong("a value stands here");
    }
    var list = value.json().isArray() ? value.json().values() : List.of(value.json());
    List<Value> values = new ArrayList<>();
    for (var json : list) {
      add(values, value, json);
    }
    if (values.isEmpty() || values.size() > Part.MAX_ELEMENTS) {
      throw value.wrong("1 to " + Part.MAX_ELEMENTS + " values stand here");
    }
    return values;
  }

  /// The reference writes flags as texts: `"True"` means either.
  private static void add(List<Value> values, Part part, @Nullable JsonNode json) {
    if (json != null && isNumber(json)) {
      values.add(Value.number(json.decimalValue()));
    } else if (json != null && json.isBoolean()) {
      values.add(new Value.Flag(json.booleanValue()));
    } else if (json != null && json.isString()) {
      var text = json.stringValue();
      values.add(new Value.Text(text));
      switch (text) {
        case "True" -> values.add(new Value.Flag(true));
        case "False" -> values.add(new Value.Flag(false));
        default -> {}
      }
    } else {
      throw part.wrong("a text, a number, true or false stands here");
    }
  }
}
