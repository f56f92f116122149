package dev.promontory.rocksdb;

import dev.promontory.rocksdb.store.Checkpoint;

/// How far a shard has come in the log. Owned by the thread of the shard.
final class Progress {
  /// The last one on disk.
  private Checkpoint checkpoint;

  /// Everything up to here was given; what is parked is not folded.
  private long through;

  /// The newest record that was given, before the last start, too.
  private long witnessAt;

  private long witness;

  Progress(Checkpoint checkpoint) {
    this.checkpoint = checkpoint;
    through = checkpoint.position();
    witnessAt = checkpoint.through();
    witness = checkpoint.witness();
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  void isKept(Checkpoint next) {
    checkpoint = next;
  }

  long through() {
    return through;
  }

  /// Position of the next record of the log.
  long next() {
    return through + 1;
  }

  void advance(Work.Records work) {
    through = Math.max(through, work.through());
    if (work.through() >= witnessAt) {
      witnessAt = work.through();
      witness = work.witness();
    }
  }

  /// What a checkpoint says that is made now.
  ///
  /// @param position everything up to here is folded
  /// @param change number of the last program change that is applied
  Checkpoint at(long position, long change) {
    return new Checkpoint(Math.max(checkpoint.position(), position), change, witnessAt, witness);
  }
}
