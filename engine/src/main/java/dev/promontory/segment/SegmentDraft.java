package dev.promontory.segment;

import dev.promontory.rule.WrittenRule;

/// A segment by rule as somebody wants it: well formed, not yet compared with the other segments.
///
/// @param name 1 to [#MAX_NAME] characters
public record SegmentDraft(String name, WrittenRule rule) {

  /// The longest name, in characters.
  public static final int MAX_NAME = 100;
}
