package dev.promontory.server.document;

import dev.promontory.document.Reading;
import dev.promontory.rule.Rule;
import dev.promontory.rule.RuleNotation;
import dev.promontory.rule.WrittenRule;
import dev.promontory.segment.SegmentDraft;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads segments, `{"name":…,"rule":…}`, and rules that stand alone, `{"rule":…}`.
public final class SegmentReader implements RuleNotation {

  @Override
  public Rule read(String ruleJson) {
    return switch (RuleReader.read(JsonText.parseStored(ruleJson))) {
      case Reading.Sound<Rule>(var rule) -> rule;
      case Reading.Flawed<Rule>(var problems) ->
          throw new IllegalStateException("a stored rule cannot be read: " + problems.getFirst());
    };
  }

  /// A segment, or all its problems.
  public Reading<SegmentDraft> segment(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    if (fields == null) {
      return new Reading.Flawed<>(problems.list());
    }
    var named = fields.required("name", "The name of the segment.");
    var name = named == null ? null : named.text(SegmentDraft.MAX_NAME);
    var rule = rule(fields);
    fields.refuseOthers();
    return name == null || rule == null || !problems.isEmpty()
        ? new Reading.Flawed<>(problems.list())
        : new Reading.Sound<>(new SegmentDraft(name.strip(), rule));
  }

  /// A rule to be estimated, or all its problems.
  public Reading<WrittenRule> estimate(JsonNode json) {
    var problems = new ProblemList();
    var fields = Fields.of(Node.root(json, problems));
    var rule = fields == null ? null : rule(fields);
    if (fields != null) {
      fields.refuseOthers();
    }
    return rule == null || !problems.isEmpty()
        ? new Reading.Flawed<>(problems.list())
        : new Reading.Sound<>(rule);
  }

  private static @Nullable WrittenRule rule(Fields fields) {
    var node = fields.required("rule", "Who belongs to it: a rule.");
    if (node == null) {
      return null;
    }
    var reader = new RuleReader();
    var rule = reader.read(node);
    return rule == null ? null : new WrittenRule(rule, node.json().toString(), reader.segments());
  }
}
