package dev.promontory.rule;

/// How rules are written down. Safe for use by many threads.
public interface RuleNotation {

  /// The rule in a text that was checked before it was stored.
  ///
  /// @param ruleJson a rule in the words of the contract, a JSON object
  /// @throws IllegalStateException if it is no rule: the store holds what was never accepted
  Rule read(String ruleJson);
}
