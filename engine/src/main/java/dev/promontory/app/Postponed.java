package dev.promontory.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs that failed, and until when each is left alone: a minute, then twice as long after every
/// further failure, up to a day. Forgotten with the program. Safe for use by many threads.
final class Postponed {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Map<Long, Instant> until = new HashMap<>();
  private final Map<Long, Duration> lengths = new HashMap<>();

  /// A run has failed.
  synchronized void failed(long run, Instant now) {
    var before = lengths.get(run);
    var length = before == null ? FIRST : before.multipliedBy(2);
    var pause = length.compareTo(LONGEST) < 0 ? length : LONGEST;
    lengths.put(run, pause);
    until.put(run, now.plus(pause));
  }

  /// A run has gone on.
  synchronized void succeeded(long run) {
    lengths.remove(run);
    until.remove(run);
  }

  /// Ends the pauses that are over.
  ///
  /// @return the runs that are still left alone
  synchronized Set<Long> at(Instant now) {
    until.values().removeIf(end -> !end.isAfter(now));
    return Set.copyOf(until.keySet());
  }

  /// The runs that are left alone.
  synchronized Set<Long> runs() {
    return Set.copyOf(until.keySet());
  }

  /// When the first pause is over.
  synchronized Optional<Instant> nextEnd() {
    return until.values().stream().min(Comparator.naturalOrder());
  }
}
