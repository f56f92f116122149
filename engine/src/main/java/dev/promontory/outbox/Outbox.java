package dev.promontory.outbox;

import java.util.List;

/// The messages that wait to be relayed, within one transaction.
public interface Outbox {

  /// The most events of one batch.
  int MAX_BATCH = 5_000;

  /// Writes events, in order, to be relayed once the transaction has committed.
  void append(List<PointsEvent> events);

  /// The oldest batches that wait, numbering those that have no number yet. A batch that was
  /// numbered stays the same for ever, so that relaying it again can be recognised. Events of one
  /// balance come in the order of its entries.
  ///
  /// @param limit 1 and up
  List<OutboxBatch> take(int limit);

  /// Removes all batches up to a number.
  void delete(long upToNumber);

  /// The most rows that [#waiting] counts.
  int MAX_COUNTED = 10_000;

  /// How many events wait, for the operator. At most [#MAX_COUNTED] rows are counted, of up to
  /// [#MAX_BATCH] events each: when there are more, it tells the events of so many.
  long waiting();

  /// Whether nothing waits.
  boolean isEmpty();
}
