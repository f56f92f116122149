package dev.promontory.live;

import dev.promontory.live.tally.Leaf;
import dev.promontory.live.tally.Totals;
import dev.promontory.record.Profile;
import java.time.Instant;

/// A user as a filter sees them.
///
/// @param at the instant that windows are counted from
record View(Program program, Draft draft, Instant at) implements Filter.Subject {

  @Override
  public long user() {
    return draft.user();
  }

  @Override
  public Profile profile() {
    return draft.profile();
  }

  @Override
  public Totals totals(Leaf leaf) {
    var kept = draft.kept(leaf);
    if (!program.isReady(leaf, kept)) {
      throw new IllegalStateException(
          "leaf %d of user %d is judged before its seed".formatted(leaf.number(), user()));
    }
    return leaf.totals(kept.tally(), at);
  }
}
