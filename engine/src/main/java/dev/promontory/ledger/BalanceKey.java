package dev.promontory.ledger;

import java.util.Comparator;

/// Whose points of which kind. The order is the one in which balances are locked.
///
/// @param user number of the user
public record BalanceKey(long walletId, long user) implements Comparable<BalanceKey> {
  private static final Comparator<BalanceKey> ORDER =
      Comparator.comparingLong(BalanceKey::walletId).thenComparingLong(BalanceKey::user);

  @Override
  public int compareTo(BalanceKey other) {
    return ORDER.compare(this, other);
  }
}
