package dev.promontory.live.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// The port to the process that hosts the fold. Safe for use by many threads.
public interface LiveHost extends AutoCloseable {

  /// How long a change waits for its moment.
  Duration CHANGE_PATIENCE = Duration.ofSeconds(20);

  /// Changes the program of an account between two records of the log.
  ///
  /// Stands still behind everything received until now: it is folded, what is due has fired, and
  /// everybody who qualified until then is decided (LH4). Then `decide` is called, once, by a
  /// thread of the host; it commits the changes to the journal. They hold for every record behind
  /// the moment, and so for all that is acknowledged after this returns. Callers queue up; nothing
  /// is folded meanwhile, so `decide` should be quick. It must not call the host.
  ///
  /// @param decide what it throws is thrown here, and nothing has changed, unless the journal says
  ///   otherwise: the journal is asked then
  /// @throws LiveHostBusy if the moment did not come within [#CHANGE_PATIENCE]; `decide` was not
  ///   called and will not be
  <T> T change(int account, Function<Moment, Changed<T>> decide);

  /// Everything up to this position is folded, 0 if nothing is.
  long position();

  /// Waits until everything up to a position is folded, what was due at an instant has fired, and
  /// everybody who qualified by that is decided.
  ///
  /// @param now not after the present
  /// @return false if the patience ran out first
  boolean settle(long position, Instant now, Duration patience) throws InterruptedException;

  /// When the next armed deadline is due, or one that is already due but has not fired yet; empty
  /// if none is armed. May tell one that was cancelled a moment ago; never misses one that was
  /// folded before the call and is still armed.
  OptionalLong nextDueAtMillis();

  /// Why live campaigns stand still, as a sentence for the operator, or empty if nothing is in the
  /// way, however far they are behind.
  Optional<String> obstacle();

  /// Figures for the operator.
  LiveFigures figures();

  /// Ends after the work under way and keeps what was folded. What is in flight is done again after
  /// the next start.
  @Override
  void close();
}
