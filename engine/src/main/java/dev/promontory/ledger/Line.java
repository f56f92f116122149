package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry to be, without what only the book knows: its place, and what the buckets hold then.
///
/// @param draws what it takes from lots or gives back, as its type says
record Line(
    long id,
    EntryType type,
    Source source,
    Instant at,
    @Nullable Long relatedId,
    Points shortfall,
    Note note,
    List<Draw> draws) {

  /// The line of a command.
  static Line of(
      LedgerCommand.Head head,
      EntryType type,
      Instant at,
      @Nullable Long relatedId,
      List<Draw> draws) {
    return new Line(
        head.transactionId(), type, head.source(), at, relatedId, Points.ZERO, head.note(), draws);
  }

  /// A line of the clock, or of another event that nobody wrote a note about.
  static Line of(long id, EntryType type, Instant at, @Nullable Long relatedId, List<Draw> draws) {
    return new Line(id, type, Source.SYSTEM, at, relatedId, Points.ZERO, Note.NONE, draws);
  }

  /// The same with what was missing.
  Line shortOf(Points missing) {
    return new Line(id, type, source, at, relatedId, missing, note, draws);
  }

  /// The same with another number.
  Line numbered(long other) {
    return new Line(other, type, source, at, relatedId, shortfall, note, draws);
  }
}
