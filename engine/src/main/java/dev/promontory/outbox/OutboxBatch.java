package dev.promontory.outbox;

import java.util.List;

/// Events to relay together.
///
/// @param number 1 and up; the next batch has the next number
/// @param events 1 to [Outbox#MAX_BATCH]
public record OutboxBatch(long number, List<PointsEvent> events) {

  public OutboxBatch {
    events = List.copyOf(events);
  }
}
