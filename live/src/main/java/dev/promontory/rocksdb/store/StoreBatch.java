package dev.promontory.rocksdb.store;

import dev.promontory.live.LeafMark;
import java.nio.ByteBuffer;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// What a shard writes together. To be used by one thread.
public final class StoreBatch implements AutoCloseable {
  private final Engine engine;
  private final int shard;
  private final WriteBatch writes = new WriteBatch();

  StoreBatch(Engine engine, int shard) {
    this.engine = engine;
    this.shard = shard;
  }

  WriteBatch writes() {
    return writes;
  }

  public void checkpoint(Checkpoint checkpoint) {
    put(Keys.shard(shard), checkpoint.toBytes());
  }

  public void nextLeaf(int account, int number) {
    put(Keys.nextLeaf(shard, account), ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  public void marks(CampaignKey campaign, List<LeafMark> marks) {
    put(Keys.marks(shard, campaign), Marks.toBytes(marks));
  }

  /// Forgets the leaves of a campaign; nothing if there are none.
  public void dropMarks(CampaignKey campaign) {
    try {
      writes.delete(engine.meta(), Keys.marks(shard, campaign));
    } catch (RocksDBException e) {
      throw new StoreException("a batch cannot be made", e);
    }
  }

  private void put(byte[] key, byte[] value) {
    try {
      writes.put(engine.meta(), key, value);
    } catch (RocksDBException e) {
      throw new StoreException("a batch cannot be made", e);
    }
  }

  /// The state of a user, and the row of their next deadline in place of the one before (ST2).
  ///
  /// @param before when the deadline of the row on disk is due, epoch milliseconds, or
  ///   [Long#MAX_VALUE] if there is none
  /// @param after likewise, of this state
  public void state(UserKey user, byte[] state, long before, long after) {
    try {
      writes.put(engine.states(), Keys.user(user), state);
      if (before == after) {
        return;
      }
      if (before != Long.MAX_VALUE) {
        writes.delete(engine.due(), Keys.due(shard, before, user));
      }
      if (after != Long.MAX_VALUE) {
        writes.put(engine.due(), Keys.due(shard, after, user), new byte[0]);
      }
    } catch (RocksDBException e) {
      throw new StoreException("a batch cannot be made", e);
    }
  }

  @Override
  public void close() {
    writes.close();
  }
}
