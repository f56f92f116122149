package dev.promontory.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The checkpoints of the installation. Safe for use by many threads, but for [#seal], which one
/// thread at a time may call.
public interface Checkpoints {

  /// The most checkpoints of one page.
  int MAX_PAGE = 1000;

  /// What sealing came to.
  ///
  /// @param checkpoint the new one; empty if no chain has grown since the one before
  /// @param broken how many chains no longer hold what was sealed: they stay as they were sealed,
  ///   so that [Proof] finds them
  record Sealed(Optional<Checkpoint> checkpoint, long broken) {}

  /// Remembers where each chain stands now, and adds a checkpoint if any has grown. No balance is
  /// locked.
  Sealed seal(Instant now);

  /// The newest checkpoint; empty if there is none yet.
  Optional<Checkpoint> newest();

  /// A page of checkpoints, newest first.
  ///
  /// @param before only those with smaller numbers
  /// @param limit 1 to [#MAX_PAGE]
  List<Checkpoint> page(long before, int limit);
}
