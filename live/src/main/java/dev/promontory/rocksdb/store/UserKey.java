package dev.promontory.rocksdb.store;

/// Names a user.
///
/// @param account number of the account
/// @param user number of the user
public record UserKey(int account, long user) implements Comparable<UserKey> {
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
    return account == other.account
        ? Long.compare(user, other.user)
        : Integer.compare(account, other.account);
  }
}
