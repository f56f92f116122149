package dev.promontory.bench;

import java.util.List;

/// One campaign of the benchmark of matching: an event with conditions on texts and numbers.
///
/// @param id of the campaign, 1 and up
/// @param event its trigger, an index into [EventTemplate#NAMES]
/// @param texts properties that must have a text
/// @param ranges properties that must have a number within bounds
record LiveRule(long id, int event, List<Equal> texts, List<Between> ranges) {
  LiveRule {
    texts = List.copyOf(texts);
    ranges = List.copyOf(ranges);
  }

  /// A property that must have this text.
  record Equal(String property, String text) {}

  /// A property that must have a number within bounds, both included.
  ///
  /// @param low in hundredths
  /// @param high in hundredths
  record Between(String property, int low, int high) {}

  /// What makes two rules differ in their values only.
  Shape shape() {
    return new Shape(
        event,
        texts.stream().map(Equal::property).toList(),
        ranges.stream().map(Between::property).toList());
  }

  /// The event and the properties of a rule.
  record Shape(int event, List<String> texts, List<String> ranges) {}
}
