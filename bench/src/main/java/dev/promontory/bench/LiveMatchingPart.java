package dev.promontory.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Matching alone: 10, 1,000 and 10,000 campaigns on the same stream, of which the same ten match,
/// beside Esper with the same rules.
final class LiveMatchingPart {
  private static final int EVENTS = 20_000;
  private static final int ROUNDS = 30;
  private static final double THOUSAND_RATIO = 1;
  private static final double TEN_THOUSAND_RATIO = 2;
  private static final double NANOS = 1e9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// What an event costs at one size, nanoseconds.
  private record Cost(int rules, double ours, double esper, double esperSeconds) {
    double ratio() {
      return esper / ours;
    }
  }

  private LiveMatchingPart() {}

  static Result addTo(Result result, Settings settings) {
    var events = LiveEvents.drawn(settings.seed(), settings.size(EVENTS, EVENTS / 10));
    var costs = new ArrayList<Cost>();
    for (int rules : List.of(10, settings.size(1_000, 100), settings.size(10_000, 1_000))) {
      costs.add(cost(rules, events, settings));
    }
    for (var cost : costs) {
      var what = "matching an event, %,d campaigns".formatted(cost.rules());
      result =
          result
              .with(Measure.of(what, cost.ours(), cost.esper(), "ns"))
              .with("esperDeploySeconds%d".formatted(cost.rules()), cost.esperSeconds());
    }
    double growth = costs.getLast().ours() / costs.getFirst().ours();
    return result
        .with("matchingEvents", events.list().size())
        .with("matchingRounds", ROUNDS)
        .with(Target.atLeast("Esper's to our time, 1,000", costs.get(1).ratio(), THOUSAND_RATIO))
        .with(Target.atLeast("Esper's to ours, 10,000", costs.get(2).ratio(), TEN_THOUSAND_RATIO))
        .with(Measure.of("matching alone, 10,000 campaigns to 10", growth, "x"));
  }

  private static Cost cost(int count, LiveEvents events, Settings settings) {
    var rules = LiveRules.drawn(settings.seed(), count);
    var ours = new FoldMatching(rules, events);
    long began = System.nanoTime();
    try (var esper = new EsperMatching(rules, events)) {
      double deployed = (System.nanoTime() - began) / NANOS;
      check(ours, esper);
      var cost = timed(count, ours, esper, events.list().size(), deployed);
      check(ours, esper);
      settings.say(
          "%,6d campaigns: %,.0f ns, Esper %,.0f ns (deployed in %.1f s), %.2f matches an event"
              .formatted(count, cost.ours(), cost.esper(), deployed, rate(ours, events)));
      return cost;
    }
  }

  private static double rate(Matching matching, LiveEvents events) {
    return (double) matching.found().count() / (2L + 2L * ROUNDS) / events.list().size();
  }

  /// Both found the same since the start.
  private static void check(Matching ours, Matching esper) {
    ours.matchAll();
    esper.matchAll();
    if (!ours.found().equals(esper.found()) || ours.found().count() == 0) {
      throw new IllegalStateException(
          "we found %s, Esper %s".formatted(ours.found(), esper.found()));
    }
  }

  /// In turns; the first half of the rounds warms up. Processor time of this thread, which is the
  /// only one that works.
  private static Cost timed(
      int rules, Matching ours, Matching esper, int events, double deployedSeconds) {
    var oursTook = new ArrayList<Long>();
    var esperTook = new ArrayList<Long>();
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      long began = THREADS.getCurrentThreadCpuTime();
      ours.matchAll();
      long between = THREADS.getCurrentThreadCpuTime();
      esper.matchAll();
      long ended = THREADS.getCurrentThreadCpuTime();
      if (round >= 0) {
        oursTook.add(between - began);
        esperTook.add(ended - between);
      }
    }
    return new Cost(rules, median(oursTook) / events, median(esperTook) / events, deployedSeconds);
  }

  private static double median(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2);
  }
}
