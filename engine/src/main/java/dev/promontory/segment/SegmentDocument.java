package dev.promontory.segment;

/// What a segment stands for.
public sealed interface SegmentDocument {

  /// The users a rule holds for at the moment of asking.
  ///
  /// @param ruleJson the rule as the caller wrote it, a JSON object;
  ///   [dev.promontory.rule.RuleNotation] tells what it means
  record ByRule(String ruleJson) implements SegmentDocument {}

  /// The users that were listed; their numbers are stored beside the segment.
  ///
  /// @param size how many
  record ByList(int size) implements SegmentDocument {}
}
