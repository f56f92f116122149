package dev.promontory.rocksdb.store;

import dev.promontory.live.LeafMark;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/// The disk of a host. Safe for use by many threads; one shard's rows are written by one at a time.
public final class Store implements AutoCloseable {
  private final Engine engine;
  private final WriteOptions writeOptions = new WriteOptions();
  private final int shards;

  Store(Engine engine, int shards) {
    this.engine = engine;
    this.shards = shards;
  }

  /// How many shards the users are divided among.
  public int shards() {
    return shards;
  }

  /// Where a shard stands.
  public Checkpoint checkpoint(int shard) {
    var bytes = get(Keys.shard(shard));
    return bytes == null ? Checkpoint.NONE : Checkpoint.of(bytes);
  }

  private byte @Nullable [] get(byte[] key) {
    try {
      return engine.db().get(engine.meta(), key);
    } catch (RocksDBException e) {
      throw new StoreException("nothing can be read", e);
    }
  }

  /// The number behind that of the newest leaf, by account.
  public Map<Integer, Integer> nextLeaves(int shard) {
    var next = new HashMap<Integer, Integer>();
    each(
        Keys.nextLeaves(shard),
        (key, value) -> next.put(Keys.account(key), ByteBuffer.wrap(value).getInt()));
    return next;
  }

  /// The leaves of the campaigns that a shard knows.
  public Map<CampaignKey, List<LeafMark>> marks(int shard) {
    var marks = new HashMap<CampaignKey, List<LeafMark>>();
    each(Keys.allMarks(shard), (key, value) -> marks.put(Keys.campaign(key), Marks.of(value)));
    return marks;
  }

  /// What is done with a key and its value.
  private interface Row {
    void is(byte[] key, byte[] value);
  }

  private void each(byte[] prefix, Row row) {
    try (var rows = engine.db().newIterator(engine.meta())) {
      for (rows.seek(prefix); rows.isValid() && startsWith(rows.key(), prefix); rows.next()) {
        row.is(rows.key(), rows.value());
      }
      rows.status();
    } catch (RocksDBException e) {
      throw new StoreException("nothing can be read", e);
    }
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length > prefix.length && key[0] == prefix[0] && key[1] == prefix[1];
  }

  /// The states of users as they were last written, in the order asked; null for those of whom
  /// nothing is known.
  public List<byte @Nullable []> states(List<UserKey> users) {
    try {
      return new ArrayList<byte @Nullable []>(
          engine
              .db()
              .multiGetAsList(
                  Collections.nCopies(users.size(), engine.states()),
                  users.stream().map(Keys::user).toList()));
    } catch (RocksDBException e) {
      throw new StoreException("states of users cannot be read", e);
    }
  }

  /// Rows of users whose next deadline is due, in the order of time.
  ///
  /// @param fromMillis from this time on
  /// @param limit the most rows, 1 or more
  public List<DueRow> due(int shard, long fromMillis, int limit) {
    return due(shard, Keys.dueFrom(shard, fromMillis), limit);
  }

  /// As [#due(int, long, int)], behind a row.
  public List<DueRow> dueBehind(int shard, DueRow row, int limit) {
    var user = new UserKey(row.user().account(), row.user().user() + 1);
    return due(shard, Keys.due(shard, row.millis(), user), limit);
  }

  private List<DueRow> due(int shard, byte[] from, int limit) {
    var found = new ArrayList<DueRow>();
    try (var rows = engine.db().newIterator(engine.due())) {
      for (rows.seek(from);
          rows.isValid() && found.size() < limit && Keys.isDueOf(shard, rows.key());
          rows.next()) {
        found.add(Keys.dueRow(rows.key()));
      }
      rows.status();
    } catch (RocksDBException e) {
      throw new StoreException("deadlines cannot be read", e);
    }
    return found;
  }

  /// About how many users have an armed deadline.
  public long armed() {
    try {
      return engine.db().getLongProperty(engine.due(), "rocksdb.estimate-num-keys");
    } catch (RocksDBException e) {
      throw new StoreException("deadlines cannot be counted", e);
    }
  }

  /// A batch of writes of a shard, to be closed.
  public StoreBatch batch(int shard) {
    return new StoreBatch(engine, shard);
  }

  /// Writes a batch whole (ST1).
  public void write(StoreBatch batch) {
    try {
      engine.db().write(writeOptions, batch.writes());
    } catch (RocksDBException e) {
      throw new StoreException("a checkpoint cannot be written", e);
    }
  }

  /// To be called when no other thread uses it any more.
  @Override
  public void close() {
    writeOptions.close();
    engine.close();
  }
}
