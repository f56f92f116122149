package dev.promontory.app;

/// Wakes whoever does due work: something may be due earlier than was planned. Safe for use by many
/// threads; never waits.
@FunctionalInterface
public interface Alarm {

  /// To be called after the transaction that planned the work has committed. A call that is lost
  /// costs time, never correctness.
  void ring();
}
