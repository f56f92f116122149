package dev.promontory.server.work;

import dev.promontory.app.DueWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Does what becomes due by the clock. Whoever calls, one thread at a time does the work.
public final class Timekeeper {
  /// The longest pause: work that somebody planned without ringing is found after this.
  private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

  private static final Duration MIN_PAUSE = Duration.ofMillis(1);

  /// After work that is still due though there was nothing to do: it is not asked in a circle.
  private static final Duration OVERDUE_PAUSE = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final List<DueWork> works;

  public Timekeeper(InstantSource clock, List<DueWork> works) {
    this.clock = clock;
    this.works = List.copyOf(works);
  }

  /// Does everything that is due now. Works take turns, batch by batch, so that a long one does not
  /// hold up the others; nor does one that fails.
  ///
  /// @param goOn asked between batches; false: leave the rest
  /// @return how long until something else is due; never longer than a few seconds
  /// @throws RuntimeException what a work failed with, after all others are done
  public synchronized Duration doDue(BooleanSupplier goOn) {
    var failures = new LinkedHashMap<DueWork, RuntimeException>();
    boolean more = true;
    while (more && goOn.getAsBoolean()) {
      more = false;
      for (var work : works) {
        more |= !failures.containsKey(work) && goOn.getAsBoolean() && doBatch(work, failures);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.sequencedValues().getFirst();
    }
    return nextDueAt().map(this::until).orElse(MAX_PAUSE);
  }

  private boolean doBatch(DueWork work, Map<DueWork, RuntimeException> failures) {
    try {
      return work.doDue(clock.instant());
    } catch (RuntimeException e) {
      failures.put(work, e);
      return false;
    }
  }

  /// When something is due next.
  public synchronized Optional<Instant> nextDueAt() {
    return works.stream().flatMap(work -> work.nextDueAt().stream()).min(Comparator.naturalOrder());
  }

  private Duration until(Instant due) {
    var pause = Duration.between(clock.instant(), due);
    if (!pause.isPositive()) {
      return OVERDUE_PAUSE;
    }
    if (pause.compareTo(MIN_PAUSE) < 0) {
      return MIN_PAUSE;
    }
    return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
  }
}
