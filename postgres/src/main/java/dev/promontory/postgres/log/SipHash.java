package dev.promontory.postgres.log;

import java.sql.SQLException;
import java.util.UUID;

/// SipHash-2-4 with a result of 128 bits, over words of 64 bits: without the key, nobody can find
/// two inputs with one hash (Aumasson and Bernstein, 2012). To be used by one thread.
final class SipHash {
  private final long key0;
  private final long key1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long high;

  SipHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /// With a key that only this process knows. It comes from the database, which has a source of
  /// secrets.
  static SipHash secret(LogSession session) throws SQLException {
    try (var rows = session.statement("SELECT gen_random_uuid()").executeQuery()) {
      rows.next();
      var key = rows.getObject(1, UUID.class);
      return new SipHash(key.getMostSignificantBits(), key.getLeastSignificantBits());
    }
  }

  void start() {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  /// Ends the input.
  ///
  /// @return the first half of the hash; [#high] has the second
  long finish() {
    v2 ^= 0xee;
    rounds();
    long low = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds();
    high = v0 ^ v1 ^ v2 ^ v3;
    return low;
  }

  long high() {
    return high;
  }

  private void rounds() {
    for (int i = 0; i < 4; i++) {
      round();
    }
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
