package dev.promontory.bench;

import dev.promontory.rule.Rule;

/// A question about the users of the shop.
///
/// @param what in words
/// @param rule as a rule
/// @param sql as a person would write it who knows the tables: counts the users. `{Charged}` stands
///   for the table of an event, `{Amount}` for the columns of a property, `{now-30}` for the second
///   30 days ago
record SegmentQuestion(String what, Rule rule, String sql) {}
