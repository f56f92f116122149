package dev.promontory.grant;

import java.util.List;

/// Hears of decisions as they are taken. What it hears is on disk; what is on disk it need not have
/// heard, for nothing is told again after a crash. Safe for use by many threads.
@FunctionalInterface
public interface Decisions {

  /// Takes what one transaction has decided, right after its commit. Repeats of earlier requests
  /// are not among it.
  ///
  /// Called by the thread that decides, whom nobody may keep: returns at once and does not throw.
  ///
  /// @param batch in the order of deciding; may be empty
  void taken(List<Decided> batch);
}
