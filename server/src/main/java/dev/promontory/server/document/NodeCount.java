package dev.promontory.server.document;

import dev.promontory.rule.Rule;

/// Counts the nodes of one rule, groups and conditions together. For one thread.
final class NodeCount {
  private int count;

  /// Whether one more is allowed. The first that is not adds the problem; the rest of the rule is
  /// then left unread.
  boolean admits(Node node) {
    count++;
    if (count == Rule.MAX_NODES + 1) {
      node.wrong("A rule has at most " + Rule.MAX_NODES + " groups and conditions.");
    }
    return count <= Rule.MAX_NODES;
  }
}
