package dev.promontory.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What failed, and until when each is left alone: a minute, then twice as long after every further
/// failure, up to a day. Forgotten with the program. Safe for use by many threads.
///
/// @param <K> tells one from another
final class Postponed<K> {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Map<K, Instant> until = new HashMap<>();
  private final Map<K, Duration> lengths = new HashMap<>();

  /// It has failed.
  synchronized void failed(K key, Instant now) {
    var before = lengths.get(key);
    var length = before == null ? FIRST : before.multipliedBy(2);
    var pause = length.compareTo(LONGEST) < 0 ? length : LONGEST;
    lengths.put(key, pause);
    until.put(key, now.plus(pause));
  }

  /// It has gone on.
  synchronized void succeeded(K key) {
    lengths.remove(key);
    until.remove(key);
  }

  /// Ends the pauses that are over.
  ///
  /// @return those that are still left alone
  synchronized Set<K> at(Instant now) {
    until.values().removeIf(end -> !end.isAfter(now));
    return Set.copyOf(until.keySet());
  }

  /// Those that are left alone.
  synchronized Set<K> all() {
    return Set.copyOf(until.keySet());
  }

  /// When the first pause is over.
  synchronized Optional<Instant> nextEnd() {
    return until.values().stream().min(Comparator.naturalOrder());
  }
}
