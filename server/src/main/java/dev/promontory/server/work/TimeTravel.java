package dev.promontory.server.work;

import dev.promontory.live.host.LiveHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Moves the test clock, letting everything happen in between in the order in which it is due.
public final class TimeTravel {
  /// How long what is due at one instant may take: the run of a large campaign takes a while.
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /// How often something may stay due at the same instant before it is given up.
  private static final int MAX_STANDSTILLS = 10;

  private final TestClock clock;
  private final List<Timekeeper> timekeepers;
  private final LiveHost live;
  private final Settling settling;

  public TimeTravel(
      TestClock clock, List<Timekeeper> timekeepers, LiveHost live, Settling settling) {
    this.clock = clock;
    this.timekeepers = List.copyOf(timekeepers);
    this.live = live;
    this.settling = settling;
  }

  /// What the clock says.
  public Instant now() {
    return clock.instant();
  }

  /// Moves the clock to an instant that is not before its present one, and returns when everything
  /// due by then has happened and is visible.
  ///
  /// @return false if things did not settle in time; the clock may stand at an instant before
  public synchronized boolean to(Instant target) throws InterruptedException {
    if (!settling.settle(PATIENCE)) {
      return false;
    }
    var due = nextDueAt();
    int standstills = 0;
    while (due.isPresent() && !due.get().isAfter(target)) {
      standstills = due.get().isAfter(clock.instant()) ? 0 : standstills + 1;
      if (standstills > MAX_STANDSTILLS) {
        return false;
      }
      clock.forwardTo(due.get());
      if (!settling.settle(PATIENCE)) {
        return false;
      }
      due = nextDueAt();
    }
    clock.forwardTo(target);
    return settling.settle(PATIENCE);
  }

  private Optional<Instant> nextDueAt() {
    var deadline = live.nextDueAtMillis();
    var fires =
        deadline.isEmpty()
            ? Optional.<Instant>empty()
            : Optional.of(Instant.ofEpochMilli(deadline.getAsLong()));
    var works = timekeepers.stream().flatMap(each -> each.nextDueAt().stream());
    return Stream.concat(works, fires.stream()).min(Comparator.naturalOrder());
  }
}
