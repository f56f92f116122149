package dev.promontory.live;

import dev.promontory.time.Span;
import java.util.List;

/// What makes a user qualify at once.
public sealed interface Trigger {

  /// The most trigger events of one campaign (S3.4).
  int MAX_OCCASIONS = 10;

  /// The longest time to wait for what does not happen, in days (S3.5); shorter units likewise.
  int MAX_WITHIN_DAYS = 30;

  /// The user did one of these; once per event, even if it is several of them.
  ///
  /// @param occasions 1 to [#MAX_OCCASIONS]
  record Action(List<Occasion> occasions) implements Trigger {
    public Action {
      occasions = List.copyOf(occasions);
      if (occasions.isEmpty() || occasions.size() > MAX_OCCASIONS) {
        throw new IllegalArgumentException("a live campaign has 1 to 10 trigger events");
      }
    }
  }

  /// The user did one thing, and then, within a time, not another (S3.5).
  ///
  /// @param within 1 minute to 30 days, in days and weeks of the campaign's zone
  record Inaction(Occasion done, Occasion without, Span within, Rearm rearm) implements Trigger {
    public Inaction {
      if (!allows(within)) {
        throw new IllegalArgumentException("an inaction takes 1 minute to 30 days: " + within);
      }
    }

    /// Whether a span is short enough to be waited for.
    public static boolean allows(Span span) {
      return switch (span.unit()) {
        case MINUTE -> span.amount() <= MAX_WITHIN_DAYS * 24 * 60;
        case HOUR -> span.amount() <= MAX_WITHIN_DAYS * 24;
        case DAY -> span.amount() <= MAX_WITHIN_DAYS;
        case WEEK -> span.amount() <= MAX_WITHIN_DAYS / 7;
        case MONTH, YEAR -> false;
      };
    }
  }

  /// What doing the first thing again does while a deadline is armed.
  enum Rearm {
    /// Nothing.
    FIRST,
    /// It moves the deadline, if its own time is later.
    LATEST
  }
}
