package dev.promontory.rule;

import dev.promontory.record.Name;
import java.util.List;

/// A condition on a user. Interests, first time, time of day, a constant property and user buckets
/// join as further nodes.
public sealed interface Rule {

  /// How deep groups may nest (S4.6): a rule without groups has depth 0.
  int MAX_DEPTH = 8;

  /// The most nodes of one rule, groups and conditions together.
  int MAX_NODES = 500;

  /// All of the rules hold; true for every user if there are none.
  record All(List<Rule> rules) implements Rule {
    public All {
      rules = List.copyOf(rules);
    }
  }

  /// One of the rules holds; true for nobody if there are none.
  record Any(List<Rule> rules) implements Rule {
    public Any {
      rules = List.copyOf(rules);
    }
  }

  /// Not one of the rules holds; true for every user if there are none.
  record None(List<Rule> rules) implements Rule {
    public None {
      rules = List.copyOf(rules);
    }
  }

  /// The user did the event, as often or as much as the measure says.
  ///
  /// A user without a single matching event does not qualify, whatever the measure says, unless
  /// `includeZero`: then their count, sum and average are 0 and are measured like anybody's (S4.5).
  record Did(Behavior behavior, Measure measure, boolean includeZero) implements Rule {}

  /// The user has not one matching event (S4.6).
  record DidNot(Behavior behavior) implements Rule {}

  /// A property of the user's profile passes a test.
  ///
  /// @param property a name, or a path with dots into a nested object
  record HasProperty(Name property, Test test) implements Rule {}

  /// The user is (or is not) a member of a saved segment or list. Must be resolved to what it
  /// stands for before a rule is evaluated.
  record InSegment(long segmentId, boolean in) implements Rule {}

  /// The user is one of these: what a list stands for once resolved.
  record OneOf(UserSet users) implements Rule {}
}
