package dev.promontory.bench;

import java.io.IOException;
import java.time.Duration;

/// Processor time of the three parties of a whole-process measurement, all on one machine.
///
/// @param server the server's Java machine
/// @param database PostgreSQL, all of its processes
/// @param client this program
record Usage(Duration server, Duration database, Duration client) {

  /// What each has used since it started.
  static Usage now(ProcessMeter server) throws IOException {
    var self = new ProcessMeter(ProcessHandle.current().pid());
    return new Usage(server.processorTime(), server.processorTimeBelow(), self.processorTime());
  }

  Usage since(Usage before) {
    return new Usage(
        server.minus(before.server), database.minus(before.database), client.minus(before.client));
  }

  /// Adds three figures to a result: microseconds each party spent on one event.
  Result addTo(Result result, String what, long events) {
    return result
        .with(Measure.of(what + ", server CPU", micros(server, events), "µs/event"))
        .with(Measure.of(what + ", PostgreSQL CPU", micros(database, events), "µs/event"))
        .with(Measure.of(what + ", client CPU", micros(client, events), "µs/event"));
  }

  private static double micros(Duration time, long events) {
    return time.toNanos() / 1e3 / events;
  }
}
