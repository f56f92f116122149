package dev.promontory.bench;

import java.util.List;

/// All scenarios, in the order in which they run.
final class Scenarios {
  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        new IngestBench(),
        new SegmentBench(),
        new LogBench(),
        new RunBench(),
        new BudgetBench(),
        new LedgerBench(),
        new LiveBench(),
        new StartBench());
  }
}
