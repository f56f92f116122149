package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.segment.SegmentUse;
import dev.promontory.store.Tx;
import java.util.List;

/// Deletes a segment or list, unless somebody uses it (SG1).
public final class DeleteSegment {

  /// What came of it.
  public sealed interface Outcome {
    /// It is gone.
    record Deleted() implements Outcome {}

    /// The account has no such segment.
    record Unknown() implements Outcome {}

    /// Others refer to it; nothing was changed.
    ///
    /// @param uses at least one
    record InUse(List<SegmentUse> uses) implements Outcome {}
  }

  /// Deletes a segment.
  public Outcome delete(Tx tx, Account account, long id) {
    var segments = tx.segments();
    segments.lock(account.number());
    if (segments.find(account.number(), id).isEmpty()) {
      return new Outcome.Unknown();
    }
    var uses = segments.uses(id);
    if (!uses.isEmpty()) {
      return new Outcome.InUse(uses);
    }
    segments.delete(id);
    return new Outcome.Deleted();
  }
}
