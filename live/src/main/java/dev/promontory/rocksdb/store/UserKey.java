package dev.promontory.rocksdb.store;

import java.util.Comparator;

/// Names a user.
///
/// @param account number of the account
/// @param user number of the user
public record UserKey(int account, long user) implements Comparable<UserKey> {
  private static final Comparator<UserKey> ORDER =
      Comparator.comparingInt(UserKey::account).thenComparingLong(UserKey::user);

  @Override
  public int compareTo(UserKey other) {
    return ORDER.compare(this, other);
  }
}
