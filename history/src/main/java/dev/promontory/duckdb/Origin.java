package dev.promontory.duckdb;

import dev.promontory.log.EventLog;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The log that a history file is to be fed from: tells whether it was fed from it so far (H1).
///
/// The id alone does not tell: the log of a restored backup has the id of its original, and what is
/// appended to it takes positions that were others' in the original. So the last record is compared
/// too. A position belongs to one moment of one log: if the record there is the same, down to when
/// it was received, everything before it is.
interface Origin {
  /// The id of the log.
  String log();

  /// Why a file was not fed from this log, as the rest of a sentence about the file, or null if it
  /// was.
  @Nullable String misfit(State state);

  /// No matter which; for a file that is never fed from a log.
  static Origin any() {
    return new Origin() {
      @Override
      public String log() {
        return new UUID(0, 0).toString();
      }

      @Override
      public @Nullable String misfit(State state) {
        return null;
      }
    };
  }

  /// A log that is open.
  static Origin of(EventLog log) {
    return new Origin() {
      @Override
      public String log() {
        return log.id().toString();
      }

      @Override
      public @Nullable String misfit(State state) {
        if (!state.log().equals(log())) {
          return "is of another log (%s, not %s)".formatted(state.log(), log());
        }
        long position = state.position();
        if (position > log.lastPosition()) {
          return "is at position %d, but the log ends at %d"
              .formatted(position, log.lastPosition());
        }
        return position == 0 || state.lastRecord().equals(State.digest(log.record(position)))
            ? null
            : "has another record at position %d than the log".formatted(position);
      }
    };
  }
}
