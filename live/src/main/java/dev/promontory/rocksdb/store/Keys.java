package dev.promontory.rocksdb.store;

import java.nio.ByteBuffer;

/// The keys, all of fixed length and in the order of what they stand for.
final class Keys {
  /// The most shards: their number is one byte.
  static final int MAX_SHARDS = 100;

  private static final int USER_BYTES = Integer.BYTES + Long.BYTES;
  private static final int DUE_BYTES = 1 + Long.BYTES + USER_BYTES;
  private static final byte HEAD = 'H';
  private static final byte SHARD = 'S';
  private static final byte NEXT_LEAF = 'N';
  private static final byte MARKS = 'M';

  private Keys() {}

  static byte[] user(UserKey user) {
    return ByteBuffer.allocate(USER_BYTES).putInt(user.account()).putLong(user.user()).array();
  }

  /// @param millis signed; the sign bit is turned so that bytes sort as numbers do
  static byte[] due(int shard, long millis, UserKey user) {
    return ByteBuffer.allocate(DUE_BYTES)
        .put((byte) shard)
        .putLong(millis ^ Long.MIN_VALUE)
        .putInt(user.account())
        .putLong(user.user())
        .array();
  }

  /// Before every due row of a shard from a time on.
  static byte[] dueFrom(int shard, long millis) {
    return due(shard, millis, new UserKey(0, 0));
  }

  static boolean isDueOf(int shard, byte[] key) {
    return key.length == DUE_BYTES && key[0] == shard;
  }

  static DueRow dueRow(byte[] key) {
    var in = ByteBuffer.wrap(key, 1, DUE_BYTES - 1);
    return new DueRow(in.getLong() ^ Long.MIN_VALUE, new UserKey(in.getInt(), in.getLong()));
  }

  static byte[] head() {
    return new byte[] {HEAD};
  }

  static byte[] shard(int shard) {
    return new byte[] {SHARD, (byte) shard};
  }

  static byte[] nextLeaf(int shard, int account) {
    return ByteBuffer.allocate(2 + Integer.BYTES)
        .put(NEXT_LEAF)
        .put((byte) shard)
        .putInt(account)
        .array();
  }

  static byte[] nextLeaves(int shard) {
    return new byte[] {NEXT_LEAF, (byte) shard};
  }

  static byte[] marks(int shard, CampaignKey campaign) {
    return ByteBuffer.allocate(2 + USER_BYTES)
        .put(MARKS)
        .put((byte) shard)
        .putInt(campaign.account())
        .putLong(campaign.campaign())
        .array();
  }

  static byte[] allMarks(int shard) {
    return new byte[] {MARKS, (byte) shard};
  }

  /// The account in a key of [#nextLeaf].
  static int account(byte[] key) {
    return ByteBuffer.wrap(key, 2, Integer.BYTES).getInt();
  }

  /// The campaign in a key of [#marks].
  static CampaignKey campaign(byte[] key) {
    var in = ByteBuffer.wrap(key, 2, USER_BYTES);
    return new CampaignKey(in.getInt(), in.getLong());
  }
}
