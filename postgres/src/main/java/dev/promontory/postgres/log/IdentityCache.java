package dev.promontory.postgres.log;

import dev.promontory.user.Identity;

/// User numbers by identity, for the users met last. Holds hashes of 128 bits under a secret key in
/// place of the identities: three words per user, however long the identity. Owned by the appender.
final class IdentityCache {
  /// What [#find] answers for an identity that is not here; not a user's number.
  static final long ABSENT = 0;

  private static final int FIRST_SLOTS = 1 << 10;

  /// How far from its home an entry may stand.
  private static final int PROBES = 256;

  /// The table grows when more than this share of the slots is taken, in tenths.
  private static final int FULL_TENTHS = 6;

  private static final int WORDS = 3;
  private static final int CHARS_PER_WORD = 4;

  private final SipHash hash;
  private final int maxSlots;

  /// Low half of the hash, high half, user number (0 for a free slot), and so on.
  private long[] slots = new long[WORDS * FIRST_SLOTS];

  private int size;
  private int turn;

  /// @param users how many users there must be room for; more are kept until the table, whose size
  ///   is a power of two, is full; then others make way
  IdentityCache(SipHash hash, int users) {
    this.hash = hash;
    long needed = 10L * users / FULL_TENTHS;
    this.maxSlots = Math.max(FIRST_SLOTS, Math.toIntExact(Long.highestOneBit(2 * needed - 1)));
  }

  int size() {
    return size;
  }

  long find(int account, Identity identity) {
    long low = hash(account, identity);
    long high = hash.high();
    int mask = slots.length / WORDS - 1;
    for (int probe = 0; probe < PROBES; probe++) {
      int at = WORDS * ((int) (low + probe) & mask);
      if (slots[at + 2] == ABSENT) {
        return ABSENT;
      }
      if (slots[at] == low && slots[at + 1] == high) {
        return slots[at + 2];
      }
    }
    return ABSENT;
  }

  void put(int account, Identity identity, long user) {
    int capacity = slots.length / WORDS;
    if (capacity < maxSlots && 10L * size >= (long) FULL_TENTHS * capacity) {
      grow();
    }
    long low = hash(account, identity);
    place(low, hash.high(), user);
  }

  /// Nobody is found under an identity any more. Its place stays taken, so that others are found.
  void forget(int account, Identity identity) {
    long low = hash(account, identity);
    long high = hash.high();
    int mask = slots.length / WORDS - 1;
    for (int probe = 0; probe < PROBES; probe++) {
      int at = WORDS * ((int) (low + probe) & mask);
      if (slots[at + 2] == ABSENT) {
        return;
      }
      if (slots[at] == low && slots[at + 1] == high) {
        set(at, ~low, ~high, slots[at + 2]);
        return;
      }
    }
  }

  private void grow() {
    var old = slots;
    slots = new long[2 * old.length];
    size = 0;
    for (int at = 0; at < old.length; at += WORDS) {
      if (old[at + 2] != ABSENT) {
        place(old[at], old[at + 1], old[at + 2]);
      }
    }
  }

  /// Takes the first free slot from home on, or, if all are taken, one after the other in turn.
  /// Overwriting an entry hides no other one from [#find]; emptying it would.
  private void place(long low, long high, long user) {
    int mask = slots.length / WORDS - 1;
    int at = 0;
    for (int probe = 0; probe < PROBES; probe++) {
      at = WORDS * ((int) (low + probe) & mask);
      boolean same = slots[at] == low && slots[at + 1] == high;
      if (same || slots[at + 2] == ABSENT) {
        size += same ? 0 : 1;
        set(at, low, high, user);
        return;
      }
    }
    turn = (turn + 1) % PROBES;
    set(WORDS * ((int) (low + turn) & mask), low, high, user);
  }

  private void set(int at, long low, long high, long user) {
    slots[at] = low;
    slots[at + 1] = high;
    slots[at + 2] = user;
  }

  private long hash(int account, Identity identity) {
    var value = identity.value();
    hash.start();
    hash.word((long) account << 32 | (long) identity.kind().code() << 16 | value.length());
    long word = 0;
    for (int i = 0; i < value.length(); i++) {
      word = word << Character.SIZE | value.charAt(i);
      if (i % CHARS_PER_WORD == CHARS_PER_WORD - 1) {
        hash.word(word);
        word = 0;
      }
    }
    hash.word(word);
    return hash.finish();
  }
}
