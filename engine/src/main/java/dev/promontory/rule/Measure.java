package dev.promontory.rule;

import dev.promontory.record.Name;

/// How often or how much a user did something, compared with a number.
public sealed interface Measure {

  Comparison comparison();

  /// The number of matching events.
  record Count(Comparison comparison) implements Measure {}

  /// The sum of a numeric property over the matching events; a missing or non-numeric value counts
  /// as 0. Of a property of `Items`, the sum over all items.
  record Sum(Name property, Comparison comparison) implements Measure {}

  /// The sum divided by the number of matching events, exactly; 0 without events.
  record Average(Name property, Comparison comparison) implements Measure {}

  /// At least one event: what `did` means when it says no more.
  Measure ONCE = new Count(Comparison.atLeast(1));
}
