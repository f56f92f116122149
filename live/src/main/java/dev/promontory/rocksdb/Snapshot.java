package dev.promontory.rocksdb;

import dev.promontory.live.UserStateCodec;
import dev.promontory.rocksdb.store.Checkpoint;
import dev.promontory.rocksdb.store.Store;
import java.util.List;

/// What a shard was at a moment, to be written when it is settled. Immutable.
///
/// @param decided tells when all that had qualified is decided (LH5)
record Snapshot(
    Checkpoint checkpoint,
    List<Residents.Frozen> states,
    Programs.Leaves leaves,
    Handover.Mark decided) {

  /// Writes it whole.
  void writeTo(Store store, int shard) {
    try (var batch = store.batch(shard)) {
      batch.checkpoint(checkpoint);
      leaves.writeTo(batch);
      for (var each : states) {
        batch.state(
            each.resident().key,
            UserStateCodec.encode(each.state()),
            each.storedDue(),
            each.state().nextDueAtMillis());
      }
      store.write(batch);
    }
  }
}
