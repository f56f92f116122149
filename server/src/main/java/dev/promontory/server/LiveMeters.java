package dev.promontory.server;

import dev.promontory.live.host.LiveFigures;
import dev.promontory.live.host.LiveHost;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/// The figures of live campaigns.
final class LiveMeters {
  private LiveMeters() {}

  static void bind(MeterRegistry meters, LiveHost host) {
    count(meters, host, "folded", LiveFigures::folded, "Records folded since the start");
    count(meters, host, "qualified", LiveFigures::qualified, "Qualifications since the start");
    gauge(meters, host, "waiting", LiveFigures::waiting, "Records read that wait to be folded");
    gauge(meters, host, "parked", LiveFigures::parked, "Records that wait for seeds from history");
    gauge(meters, host, "parked.users", LiveFigures::parkedUsers, "Users who wait for such seeds");
    gauge(meters, host, "undecided", LiveFigures::undecided, "Qualifications not yet decided");
    gauge(meters, host, "dirty", LiveFigures::dirty, "Users whose state is newer than on disk");
    gauge(meters, host, "armed", LiveFigures::armed, "About how many users have a deadline");
  }

  private static void count(
      MeterRegistry meters,
      LiveHost host,
      String what,
      ToLongFunction<LiveFigures> figure,
      String description) {
    FunctionCounter.builder(
            "promontory.live." + what, host, from -> figure.applyAsLong(from.figures()))
        .description(description)
        .register(meters);
  }

  private static void gauge(
      MeterRegistry meters,
      LiveHost host,
      String what,
      ToLongFunction<LiveFigures> figure,
      String description) {
    Gauge.builder("promontory.live." + what, () -> figure.applyAsLong(host.figures()))
        .description(description)
        .register(meters);
  }
}
