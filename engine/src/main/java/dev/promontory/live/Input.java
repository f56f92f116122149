package dev.promontory.live;

import dev.promontory.live.tally.Slot;
import dev.promontory.log.LogRecord;
import java.time.Instant;
import java.util.List;

/// What the fold is told about one user, in this order: a record after everything received before
/// it, a clock after every record received before its instant.
public sealed interface Input {

  /// A record of the user, an event or a profile update. Deadlines that were due when it was
  /// received fire first.
  record Appended(LogRecord record) implements Input {}

  /// Time has passed: every record of the user that was received before `now` has been folded.
  record Clock(Instant now) implements Input {}

  /// The program has changed: what the user's state keeps for campaigns and leaves that are gone is
  /// dropped. Can come late or not at all: it saves space, no more.
  record ProgramChange() implements Input {}

  /// What history knows for a leaf of this user from before the leaf was counted. A second seed of
  /// a leaf is ignored.
  ///
  /// @param leaf number of the leaf
  /// @param until position up to which history was asked: the leaf's `since`
  /// @param events the events of the question up to that position, in any order. Several can be one
  ///   slot if they happened in the same second, or, where the leaf's resolution is coarser, on the
  ///   same day or at all, and not after the receipt of the record at that position; its `at` is
  ///   the epoch second of one of them. Those outside of a window that does not move must not share
  ///   a slot with others
  record Seed(int leaf, long until, List<Slot> events) implements Input {
    public Seed {
      events = List.copyOf(events);
    }
  }
}
