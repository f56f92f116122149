package dev.promontory.ledger;

import java.util.Map;
import java.util.Set;

/// Who may not have points, or has them elsewhere.
///
/// @param survivors users who were merged into another one, and that one
/// @param deleted users who are no more
/// @param blocked users who may neither get nor spend points of a wallet
public record Standing(Map<Long, Long> survivors, Set<Long> deleted, Set<BalanceKey> blocked) {

  /// Nobody is special.
  public static final Standing USUAL = new Standing(Map.of(), Set.of(), Set.of());

  public Standing {
    survivors = Map.copyOf(survivors);
    deleted = Set.copyOf(deleted);
    blocked = Set.copyOf(blocked);
  }

  /// The user who has the points of a user: that one, or who it was merged into.
  public long owner(long user) {
    return survivors.getOrDefault(user, user);
  }

  /// The balance that has the points of a balance.
  public BalanceKey owner(BalanceKey key) {
    return new BalanceKey(key.walletId(), owner(key.user()));
  }

  /// Whether nothing new may be posted for the owner.
  public boolean isBlocked(BalanceKey owner) {
    return blocked.contains(owner) || deleted.contains(owner.user());
  }
}
