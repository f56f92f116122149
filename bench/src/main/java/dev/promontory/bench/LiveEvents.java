package dev.promontory.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A mixed stream: events of ten names, each with texts and numbers, all drawn alike. Amounts and
/// quantities are whole.
///
/// @param list at least one
record LiveEvents(List<One> list) {
  /// How many of [EventTemplate#NAMES] occur.
  static final int NAMES = 10;

  private static final int MIN_AMOUNT = 100;
  private static final int MAX_AMOUNT = 999;

  LiveEvents {
    list = List.copyOf(list);
  }

  /// An event.
  ///
  /// @param template with a name below [#NAMES]
  record One(EventTemplate template, int amount) {}

  static LiveEvents drawn(long seed, int count) {
    var random = new SplittableRandom(seed);
    var events = new ArrayList<One>(count);
    for (int i = 0; i < count; i++) {
      var name = EventTemplate.NAMES.get(random.nextInt(NAMES));
      var template = EventTemplate.drawn(random).named(name);
      events.add(new One(template, random.nextInt(MIN_AMOUNT, MAX_AMOUNT + 1)));
    }
    return new LiveEvents(events);
  }
}
