package dev.promontory.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToIntFunction;
import java.util.stream.IntStream;

/// Generated events, numbered from 0: event `i` is the same whenever it is asked for. Immutable.
///
/// @param templates what the events repeat
/// @param userOf the number of an event's user, 0 and up
/// @param firstSecond when the first one happened; later ones happen later
/// @param perSecond how many happen in each second
record EventStream(
    List<EventTemplate> templates,
    long seed,
    LongToIntFunction userOf,
    long firstSecond,
    int perSecond) {
  /// Amounts are from 100.00 to 999.99, so that all are written in as many characters.
  private static final int MIN_CENTS = 10_000;

  private static final int MAX_CENTS = 99_999;

  EventStream {
    templates = List.copyOf(templates);
  }

  static List<EventTemplate> templates(long seed, int count) {
    var random = new SplittableRandom(seed);
    return IntStream.range(0, count).mapToObj(_ -> EventTemplate.drawn(random)).toList();
  }

  EventTemplate template(long event) {
    return templates.get((int) (event % templates.size()));
  }

  /// Users for [#userOf]: each event belongs to any of so many alike.
  static LongToIntFunction anyOf(int users, long seed) {
    return event -> (int) Long.remainderUnsigned(mix(event, seed), users);
  }

  /// Users for [#userOf]: the events belong to one user after another.
  static LongToIntFunction eachOf(int users) {
    return event -> (int) (event % users);
  }

  int user(long event) {
    return userOf.applyAsInt(event);
  }

  int cents(long event) {
    return MIN_CENTS + (int) Long.remainderUnsigned(mix(~event, seed), MAX_CENTS - MIN_CENTS + 1);
  }

  long epochSecond(long event) {
    return firstSecond + event / perSecond;
  }

  /// Spreads consecutive numbers over all longs: the finaliser of SplitMix64.
  private static long mix(long number, long seed) {
    long z = number * 0x9E3779B97F4A7C15L + seed;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
