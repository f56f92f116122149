package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a user has in a wallet, as last posted. Active = credited - expired - redeemed - removed.
///
/// @param sequence how many entries there are, 0 for a balance that was never touched
/// @param active usable points
/// @param promised points whose activation is still to come
/// @param credited all points that ever became active
/// @param expired active points that ran out
/// @param redeemed active points that were spent
/// @param removed active points that a person took away
/// @param nextDueAt when the next lot activates or expires, or null if none will
public record Balance(
    BalanceKey key,
    long sequence,
    Points active,
    Points promised,
    Points credited,
    Points expired,
    Points redeemed,
    Points removed,
    @Nullable Instant nextDueAt) {

  /// The balance before the first entry.
  public static Balance none(BalanceKey key) {
    var zero = Points.ZERO;
    return new Balance(key, 0, zero, zero, zero, zero, zero, zero, null);
  }

  /// Whether a lot should have been activated or expired by then.
  public boolean isDue(Instant now) {
    return nextDueAt != null && !nextDueAt.isAfter(now);
  }

  /// The balance after one more entry, whose changes it adds up.
  Balance plus(Entry entry) {
    var amount = entry.points();
    return new Balance(
        key,
        entry.sequence(),
        entry.activeAfter(),
        entry.promisedAfter(),
        entry.activeChange() > 0 ? credited.plus(amount) : credited,
        entry.type() == EntryType.EXPIRY ? expired.plus(amount) : expired,
        entry.isRedemption() ? redeemed.plus(amount) : redeemed,
        entry.isRemoval() ? removed.plus(amount) : removed,
        nextDueAt);
  }

  Balance withNextDueAt(@Nullable Instant at) {
    return new Balance(key, sequence, active, promised, credited, expired, redeemed, removed, at);
  }
}
