package dev.promontory.app;

import dev.promontory.campaign.Explanation;
import dev.promontory.campaign.Explanation.Part;
import dev.promontory.live.Judged;
import dev.promontory.rule.Rule;
import java.util.List;

/// Lays out how a rule was judged along the rule as it was written.
final class JudgedParts {
  private JudgedParts() {}

  /// Adds a rule and what is in it, at most [Explanation#MAX_PARTS] in all. What a segment stands
  /// for is one part.
  ///
  /// @param judged of the same rule, its segments resolved
  static void add(Rule rule, Judged judged, String path, List<Part> parts) {
    if (parts.size() == Explanation.MAX_PARTS) {
      return;
    }
    parts.add(new Part(path, judged.holds(), judged.seen()));
    switch (rule) {
      case Rule.All(var rules) -> addAll(rules, judged, path + ".all", parts);
      case Rule.Any(var rules) -> addAll(rules, judged, path + ".any", parts);
      case Rule.None(var rules) -> addAll(rules, judged, path + ".none", parts);
      case Rule.Did _, Rule.DidNot _, Rule.HasProperty _, Rule.InSegment _, Rule.OneOf _ -> {
        // Nothing is inside.
      }
    }
  }

  private static void addAll(List<Rule> rules, Judged judged, String path, List<Part> parts) {
    for (int i = 0; i < rules.size(); i++) {
      add(rules.get(i), judged.parts().get(i), path + "[" + i + "]", parts);
    }
  }
}
