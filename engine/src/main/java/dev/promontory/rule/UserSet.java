package dev.promontory.rule;

import java.util.Arrays;

/// An immutable set of user numbers.
public final class UserSet {
  private final long[] sorted;

  private UserSet(long[] sorted) {
    this.sorted = sorted;
  }

  /// The distinct numbers among these.
  public static UserSet of(long... users) {
    return new UserSet(Arrays.stream(users).sorted().distinct().toArray());
  }

  public boolean contains(long user) {
    return Arrays.binarySearch(sorted, user) >= 0;
  }

  public int size() {
    return sorted.length;
  }

  /// The numbers in ascending order; a copy.
  public long[] toArray() {
    return sorted.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UserSet set && Arrays.equals(sorted, set.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return "UserSet[" + sorted.length + " users]";
  }
}
