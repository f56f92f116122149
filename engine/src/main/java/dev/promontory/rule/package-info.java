/// The rule language: who is meant, as a tree over events, profile properties and segments.
///
/// The meaning of each node stands at its type. Three evaluators must agree on it: the SQL compiler
/// of history, the live fold, and the naive oracle of the tests; where they differ, one is wrong.
///
/// - **Q1** A negative test (`notEquals`, `notContains`, `notExists`, `notIn`) holds exactly when
///   its positive one does not, so it holds for a missing property.
/// - **Q2** A test of a property with several values (a multi-value property, or a property of the
///   `Items`) holds if one of the values passes; a negative test then, by Q1, if none passes.
/// - **Q3** Values of different types are never equal and never ordered; numbers compare by size.
/// - **Q4** Sums and averages are exact, and a missing or non-numeric value counts as 0 (S4.5).
@NullMarked
package dev.promontory.rule;

import org.jspecify.annotations.NullMarked;
