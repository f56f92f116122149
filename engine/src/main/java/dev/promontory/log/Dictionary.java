package dev.promontory.log;

import org.jspecify.annotations.Nullable;

/// Numbers for things that repeat within a block, in order of appearance. Looks at a few places of
/// its table only, so that texts chosen to collide cost no more than others: what finds no place is
/// not remembered. Owned by one encoder.
final class Dictionary<K> {
  /// What [#find] answers for something that was not remembered.
  static final int ABSENT = -1;

  private static final int PROBES = 8;
  private static final int FIRST_SLOTS = 64;

  private final int maxSize;
  private @Nullable Object[] keys = new @Nullable Object[FIRST_SLOTS];
  private int[] numbers = new int[FIRST_SLOTS];
  private int size;

  /// @param maxSize the most things to remember
  Dictionary(int maxSize) {
    this.maxSize = maxSize;
  }

  /// The number of an equal key that was added, or [#ABSENT].
  int find(K key) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    for (int probe = 0; probe < PROBES; probe++) {
      var there = keys[slot];
      if (there == null) {
        return ABSENT;
      }
      if (there.equals(key)) {
        return numbers[slot];
      }
      slot = (slot + 1) & mask;
    }
    return ABSENT;
  }

  /// Gives a key that is absent the next number.
  ///
  /// @return whether there was room; if not, the number is still free
  boolean add(K key) {
    if (size == maxSize) {
      return false;
    }
    if (2 * size >= keys.length) {
      grow();
    }
    if (!put(key, size)) {
      return false;
    }
    size++;
    return true;
  }

  private boolean put(Object key, int number) {
    int mask = keys.length - 1;
    int slot = home(key, mask);
    for (int probe = 0; probe < PROBES; probe++) {
      if (keys[slot] == null) {
        keys[slot] = key;
        numbers[slot] = number;
        return true;
      }
      slot = (slot + 1) & mask;
    }
    return false;
  }

  /// A key that finds no place in the larger table is forgotten; its number stays taken.
  private void grow() {
    var oldKeys = keys;
    var oldNumbers = numbers;
    keys = new @Nullable Object[2 * oldKeys.length];
    numbers = new int[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      var key = oldKeys[i];
      if (key != null) {
        put(key, oldNumbers[i]);
      }
    }
  }

  private static int home(Object key, int mask) {
    int hash = key.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 15) & mask;
  }
}
