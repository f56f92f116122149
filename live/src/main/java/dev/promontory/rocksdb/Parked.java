package dev.promontory.rocksdb;

import dev.promontory.live.Matched;
import dev.promontory.live.tally.Leaf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The inputs of a user that wait for seeds. Owned by the thread of the shard.
final class Parked {
  final Deque<Matched> waiting = new ArrayDeque<>();

  /// The leaves whose seeds are asked for.
  final Set<Leaf> asked = new HashSet<>();

  /// Position of the first record that waits, or of the next one if a deadline waits.
  long position;

  Parked(long position) {
    this.position = position;
  }
}
