package dev.promontory.server;

import dev.promontory.server.feed.FeedHub;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Figures of what waits to be done, and of who listens.
final class WorkMeters {
  private WorkMeters() {}

  static void bind(MeterRegistry meters, Stores stores, FeedHub feed) {
    Gauge.builder("promontory.history.lag", () -> lag(stores))
        .description("Records of the log that history has not taken in yet")
        .register(meters);
    Gauge.builder("promontory.outbox.waiting", () -> waiting(stores))
        .description("Reward events that wait to be relayed to the log, as far as they are counted")
        .register(meters);
    Gauge.builder("promontory.feed.listeners", feed::subscriptions)
        .description("Connections of the live feed")
        .register(meters);
  }

  /// The log is asked last: it never seems to be behind what was taken in of it.
  private static long lag(Stores stores) {
    long taken = stores.history().position();
    return Math.max(0, stores.log().lastPosition() - taken);
  }

  private static long waiting(Stores stores) {
    return stores.transactions().inTransaction(tx -> tx.outbox().waiting());
  }
}
