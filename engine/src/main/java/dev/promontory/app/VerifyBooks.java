package dev.promontory.app;

import dev.promontory.audit.Check;
import dev.promontory.audit.Proof;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Checks every invariant of the books.
public final class VerifyBooks {
  private final Proof proof;

  public VerifyBooks(Proof proof) {
    this.proof = proof;
  }

  /// Checks them one by one.
  ///
  /// @param each told of each check as soon as it is done
  /// @return how many checks found something wrong; warnings do not count
  public long verify(Consumer<Check> each) {
    var faults = new AtomicLong();
    proof.verify(
        check -> {
          if (check.isFault()) {
            faults.incrementAndGet();
          }
          each.accept(check);
        });
    return faults.get();
  }
}
