package dev.promontory.rocksdb.store;

import java.util.Comparator;

/// Names a user.
///
/// @param account number of the account
/// @param user number of the user
public record UserKey(int account, long user) implements Comparable<UserKey> {
  private static final Comparator<UserKey> ORDER =
      Comparator.comparingInt(UserKey::account).thenComparingLong(UserKey::user);

  // Written out, as they are asked for every record: what a record is given by itself is slower.
  @Override
  public boolean equals(Object other) {
    return other instanceof UserKey key && user == key.user && account == key.account;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(user) + account;
  }

  @Override
  public int compareTo(UserKey other) {
    return ORDER.compare(this, other);
  }
}
