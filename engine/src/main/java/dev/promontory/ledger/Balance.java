package dev.promontory.ledger;

import dev.promontory.ledger.Entry.Buckets;
import dev.promontory.points.Points;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a user has in a wallet, as last posted. Active + held = credited - expired - redeemed -
/// removed.
///
/// @param sequence how many entries there are, 0 for a balance that was never touched
/// @param active usable points
/// @param promised points whose activation is still to come
/// @param held points that are reserved: no longer usable, not spent yet
/// @param totals what came and went
/// @param nextDueAt when the clock next changes a lot or a hold, or null if it never will
/// @param last the end of the chain of entries
public record Balance(
    BalanceKey key,
    long sequence,
    Points active,
    Points promised,
    Points held,
    Totals totals,
    @Nullable Instant nextDueAt,
    Last last) {

  /// Sums over all entries.
  ///
  /// @param credited all points that became active, less those taken back by reversals
  /// @param expired active points that ran out
  /// @param redeemed points that were spent, less those refunded
  /// @param removed points that a person took away, less those reinstated
  public record Totals(Points credited, Points expired, Points redeemed, Points removed) {
    static final Totals ZERO = new Totals(Points.ZERO, Points.ZERO, Points.ZERO, Points.ZERO);

    /// All that came and went for two users together.
    Totals plus(Totals other) {
      return new Totals(
          credited.plus(other.credited),
          expired.plus(other.expired),
          redeemed.plus(other.redeemed),
          removed.plus(other.removed));
    }

    private Totals plus(Entry entry) {
      return new Totals(
          new Points(credited.thousandths() + entry.creditedChange()),
          new Points(expired.thousandths() + entry.expiredChange()),
          new Points(redeemed.thousandths() + entry.redeemedChange()),
          new Points(removed.thousandths() + entry.removedChange()));
    }
  }

  /// The last entry.
  ///
  /// @param at when it took effect; the epoch if there is none
  /// @param hash its hash
  public record Last(Instant at, Hash hash) {
    private static final Last NONE = new Last(Instant.EPOCH, Hash.NONE);
  }

  /// The balance before the first entry.
  public static Balance none(BalanceKey key) {
    var zero = Points.ZERO;
    return new Balance(key, 0, zero, zero, zero, Totals.ZERO, null, Last.NONE);
  }

  public Points credited() {
    return totals.credited();
  }

  public Points expired() {
    return totals.expired();
  }

  public Points redeemed() {
    return totals.redeemed();
  }

  public Points removed() {
    return totals.removed();
  }

  /// Whether a lot or a hold should have been changed by then.
  public boolean isDue(Instant now) {
    return nextDueAt != null && !nextDueAt.isAfter(now);
  }

  /// Whether nothing is in any bucket, and nothing ever came or went but to and from other users.
  public boolean isBlank() {
    return buckets().equals(none(key).buckets()) && totals.equals(Totals.ZERO);
  }

  Buckets buckets() {
    return new Buckets(active, promised, held);
  }

  /// The balance after one more entry.
  Balance plus(Entry entry) {
    return new Balance(
        key,
        entry.sequence(),
        entry.after().active(),
        entry.after().promised(),
        entry.after().held(),
        totals.plus(entry),
        nextDueAt,
        new Last(entry.at(), entry.hash()));
  }

  Balance with(Totals others) {
    return new Balance(key, sequence, active, promised, held, others, nextDueAt, last);
  }

  Balance withNextDueAt(@Nullable Instant at) {
    return new Balance(key, sequence, active, promised, held, totals, at, last);
  }
}
