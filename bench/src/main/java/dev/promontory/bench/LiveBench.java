package dev.promontory.bench;

import java.util.Objects;

/// Live behaviour, piece by piece, beside Esper where it has a counterpart.
final class LiveBench implements Scenario {
  @Override
  public String name() {
    return "live";
  }

  @Override
  public String title() {
    return "live campaigns: matching and deadlines beside Esper, the host alone, a whole server";
  }

  @Override
  public Result run(Settings settings) throws Exception {
    var parts = Result.of(name(), 1, 1, "ns");
    settings.say("matching alone, beside Esper");
    parts = LiveMatchingPart.addTo(parts, settings);
    settings.say("A, not B within an hour, beside Esper");
    parts = LiveDeadlinesPart.addTo(parts, settings);
    settings.say("the host alone");
    parts = LiveHostPart.addTo(parts, settings);
    settings.say("a whole server");
    parts = LiveServerPart.addTo(parts, settings);
    return headed(parts);
  }

  /// The headline is matching with the most campaigns.
  private static Result headed(Result parts) {
    var most =
        parts.measures().stream()
            .filter(measure -> measure.what().startsWith("matching an event"))
            .toList()
            .getLast();
    double baseline = Objects.requireNonNull(most.baseline());
    var headline = Measure.of("live", most.ours(), baseline, most.unit());
    return new Result(parts.name(), headline, parts.settings(), parts.measures(), parts.targets());
  }
}
