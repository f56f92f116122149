package dev.promontory.bench;

/// One benchmark: measures our program and a baseline on the same work.
public interface Scenario {

  /// One lower-case word: its name on the command line and of its result file.
  String name();

  /// What is measured against what, in one line.
  String title();

  /// Measures both. Scenarios run one at a time, each with a fresh folder.
  ///
  /// @throws Exception whatever went wrong, wrong counts at the end included; the scenario is then
  ///   reported as failed and the next one runs
  Result run(Settings settings) throws Exception;
}
