package dev.promontory.app;

import java.time.Instant;
import java.util.Optional;

/// Work that becomes due by the clock: runs that start, lots that activate or expire. One thread of
/// the server does all of it, in bounded batches; correctness of reads never waits for it.
public interface DueWork {

  /// The earliest instant at which something is, or was already, due; empty if nothing is planned.
  Optional<Instant> nextDueAt();

  /// Does one bounded batch of what is due at an instant. Interrupted anywhere, it can be called
  /// again.
  ///
  /// @return whether something due then is left to do
  boolean doDue(Instant now);
}
