package dev.promontory.testkit;

import dev.promontory.rule.Rule;
import dev.promontory.rule.RuleNotation;
import dev.promontory.rule.WrittenRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A notation for tests: a rule is written down as a number, by which it is found again.
public final class RuleBook implements RuleNotation {
  private final Map<String, Rule> rules = new ConcurrentHashMap<>();

  /// Writes a rule down.
  public WrittenRule write(Rule rule) {
    var json = "{\"no\":" + rules.size() + "}";
    rules.put(json, rule);
    Map<Long, String> segments = new LinkedHashMap<>();
    named(rule).forEach(id -> segments.putIfAbsent(id, "rule.segment.id"));
    return new WrittenRule(rule, json, segments);
  }

  @Override
  public Rule read(String ruleJson) {
    var rule = rules.get(ruleJson);
    if (rule == null) {
      throw new IllegalStateException("never written: " + ruleJson);
    }
    return rule;
  }

  private static Stream<Long> named(Rule rule) {
    return switch (rule) {
      case Rule.All(var rules) -> named(rules);
      case Rule.Any(var rules) -> named(rules);
      case Rule.None(var rules) -> named(rules);
      case Rule.InSegment segment -> Stream.of(segment.segmentId());
      default -> Stream.empty();
    };
  }

  private static Stream<Long> named(List<Rule> rules) {
    return rules.stream().flatMap(RuleBook::named);
  }
}
