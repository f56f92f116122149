package dev.promontory.rocksdb;

import dev.promontory.live.UserState;
import dev.promontory.rocksdb.store.UserKey;
import org.jspecify.annotations.Nullable;

/// A user in memory. Owned by the thread of the shard.
final class Resident {
  /// No deadline.
  static final long NEVER = Long.MAX_VALUE;

  final UserKey key;
  UserState state;

  /// When the row on disk is due, or [#NEVER] if there is none.
  long storedDue;

  /// Under which time it stands in the queue of [Deadlines], or [#NEVER] if it does not.
  long queuedDue = NEVER;

  /// Whether the state is newer than on disk and in no checkpoint that is under way.
  boolean isDirty;

  /// Whether a checkpoint is under way that holds it.
  boolean isFrozen;

  /// Whether it was used since it was last considered for eviction.
  boolean isTouched;

  /// Whether it stands in the queue of those considered for eviction.
  boolean isCandidate;

  /// What waits for seeds; null if nothing does.
  @Nullable Parked parked;

  Resident(UserKey key, UserState state) {
    this.key = key;
    this.state = state;
    this.storedDue = state.nextDueAtMillis();
  }

  /// Whether what is in memory is needed.
  boolean isPinned() {
    return isDirty || isFrozen || parked != null || queuedDue != NEVER;
  }
}
