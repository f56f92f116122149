package dev.promontory.duckdb.rule;

/// The users in a set, or all users but those. Saves looking up all users where some set bounds
/// them. Owned by one evaluation; combining changes and reuses the sets.
///
/// @param complement whether all users but those in the set are meant
record Signed(UserBits set, boolean complement) {

  Signed not() {
    return new Signed(set, !complement);
  }

  /// The users in both.
  Signed and(Signed other) {
    if (complement && other.complement) {
      set.addAll(other.set);
      return this;
    }
    if (complement) {
      return other.and(this);
    }
    if (other.complement) {
      set.removeAll(other.set);
    } else {
      set.keepAll(other.set);
    }
    return this;
  }

  /// Whether certainly nobody is meant.
  boolean isNobody() {
    return !complement && set.isEmpty();
  }
}
