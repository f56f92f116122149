package dev.promontory.bench;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// What some clients came to, each of which begins its next operation when the one before was
/// answered.
///
/// @param operations that were answered
/// @param seconds from the first question to the last answer
/// @param latencies of the requests, which may hold several operations each
/// @param usage of the processors meanwhile
record LedgerLoad(long operations, double seconds, Latencies latencies, Usage usage) {
  private static final double NANOS = 1e9;

  /// One client.
  interface Client {

    /// Does its share.
    ///
    /// @param number 0 and up
    Latencies run(int number) throws Exception;
  }

  /// Runs clients, each in a thread of its own, until all are done.
  ///
  /// @param operations what they do together
  static LedgerLoad run(ProcessMeter server, int clients, long operations, Client client)
      throws Exception {
    var work = new ArrayList<Callable<Latencies>>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      work.add(() -> client.run(number));
    }
    var parts = new ArrayList<Latencies>();
    var before = Usage.now(server);
    long began = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(clients)) {
      for (var part : threads.invokeAll(work)) {
        parts.add(part.get());
      }
    }
    double seconds = (System.nanoTime() - began) / NANOS;
    var usage = Usage.now(server).since(before);
    return new LedgerLoad(operations, seconds, Latencies.merged(parts), usage);
  }

  double perSecond() {
    return operations / seconds;
  }

  /// The duration that 99 of 100 requests did not exceed, in milliseconds.
  double p99() {
    return latencies.millisAt(0.99);
  }

  /// Adds rate and latencies to a result.
  ///
  /// @param what was done, a few words
  /// @param baseline the rate of what it is measured beside
  Result addTo(Result result, String what, double baseline) {
    return result
        .with(Measure.of(what, perSecond(), baseline, "operations/s"))
        .with(Measure.of(what + ", p50", latencies.millisAt(0.5), "ms"))
        .with(Measure.of(what + ", p99", p99(), "ms"));
  }
}
