package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The points of one credit.
///
/// @param id the transaction that credited it
/// @param activatesAt the issue, if there was no delay
/// @param expiresAt the first instant at which the points are no longer usable, or null for never
/// @param remaining what is neither spent nor expired, 0 to `granted` (L3)
/// @param bucket where the remaining points are booked
public record Lot(
    long id,
    Instant issuedAt,
    Instant activatesAt,
    @Nullable Instant expiresAt,
    Points granted,
    Points remaining,
    Bucket bucket) {

  /// Where points are booked. The code is what is stored.
  public enum Bucket {
    PROMISED(0),
    ACTIVE(1);

    private final int code;

    Bucket(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }

    /// The bucket with a stored code.
    public static Bucket ofCode(int code) {
      return code == PROMISED.code ? PROMISED : ACTIVE;
    }
  }

  public Lot {
    if (remaining.compareTo(granted) > 0) {
      throw new IllegalArgumentException("L3: more remains of lot " + id + " than was granted");
    }
  }

  /// When the clock next changes the lot: it activates, or expires; null if it never will.
  public @Nullable Instant nextDueAt() {
    if (remaining.isZero()) {
      return null;
    }
    return bucket == Bucket.PROMISED ? activatesAt : expiresAt;
  }

  /// Whether a lot should have been activated or expired by then.
  boolean isDue(Instant now) {
    var due = nextDueAt();
    return due != null && !due.isAfter(now);
  }

  boolean isSpendable() {
    return bucket == Bucket.ACTIVE && !remaining.isZero();
  }

  Lot activated() {
    return new Lot(id, issuedAt, activatesAt, expiresAt, granted, remaining, Bucket.ACTIVE);
  }

  Lot minus(Points points) {
    return new Lot(id, issuedAt, activatesAt, expiresAt, granted, remaining.minus(points), bucket);
  }
}
