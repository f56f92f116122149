package dev.promontory.live;

import java.util.Comparator;

/// A user did one thing; unless they do the other in time, they qualify.
///
/// @param campaign id of the campaign
/// @param occurrence position of the event that armed it
/// @param doneAt epoch second of that event
/// @param until the last epoch second at which the other thing still counts
/// @param dueAtMillis epoch milliseconds from which on it fires: when the second `until` is over
///   and the event itself has arrived
public record Deadline(long campaign, long occurrence, long doneAt, long until, long dueAtMillis) {

  /// The order in which deadlines of a user fire.
  static final Comparator<Deadline> ORDER =
      Comparator.comparingLong(Deadline::dueAtMillis)
          .thenComparingLong(Deadline::occurrence)
          .thenComparingLong(Deadline::campaign);

  /// Whether doing the other thing at a second cancels it.
  public boolean isCancelledBy(long epochSecond) {
    return epochSecond > doneAt && epochSecond <= until;
  }
}
