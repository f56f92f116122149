package dev.promontory.audit;

import java.util.function.Consumer;

/// Checks every invariant of the books of the installation. Safe for use by many threads.
public interface Proof {

  /// Checks them one by one, all on the same snapshot of the books; takes as long as reading all
  /// entries several times, and holds up nobody.
  ///
  /// @param each told of each check as soon as it is done, always in the same order
  void verify(Consumer<Check> each);
}
