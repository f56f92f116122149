package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The points of one credit.
///
/// @param id the transaction that credited it
/// @param life from issue to expiry
/// @param granted what was credited
/// @param remaining what is neither spent, held, expired nor taken back, 0 to `granted` (L3)
/// @param expired what ran out, 0 to `granted`
/// @param reversed what reversals have asked back, whether it was there or not, 0 to `granted`
/// @param bucket where the remaining points are booked
public record Lot(
    long id,
    Life life,
    Points granted,
    Points remaining,
    Points expired,
    Points reversed,
    Bucket bucket) {

  /// When its points come and go.
  ///
  /// @param activatesAt the issue, if there was no delay
  /// @param expiresAt the first instant at which the points are no longer usable, or null for never
  /// @param remindAt when the user is to be told that they will expire, or null: never, or told
  public record Life(
      Instant issuedAt,
      Instant activatesAt,
      @Nullable Instant expiresAt,
      @Nullable Instant remindAt) {}

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

  /// A lot as it is credited.
  static Lot issued(long id, Life life, Points granted, Bucket bucket) {
    return new Lot(id, life, granted, granted, Points.ZERO, Points.ZERO, bucket);
  }

  public Instant issuedAt() {
    return life.issuedAt();
  }

  public Instant activatesAt() {
    return life.activatesAt();
  }

  public @Nullable Instant expiresAt() {
    return life.expiresAt();
  }

  public @Nullable Instant remindAt() {
    return life.remindAt();
  }

  /// When the clock next changes the lot: it activates, its user is reminded, or it expires; null
  /// if it never will.
  public @Nullable Instant nextDueAt() {
    if (remaining.isZero()) {
      return null;
    }
    if (bucket == Bucket.PROMISED) {
      return activatesAt();
    }
    return remindAt() == null ? expiresAt() : remindAt();
  }

  /// Whether the clock should have changed the lot by then.
  boolean isDue(Instant now) {
    var due = nextDueAt();
    return due != null && !due.isAfter(now);
  }

  boolean isSpendable() {
    return bucket == Bucket.ACTIVE && !remaining.isZero();
  }

  boolean isExpired(Instant now) {
    return expiresAt() != null && !expiresAt().isAfter(now);
  }

  /// What a reversal can still ask back.
  Points reversible() {
    long left = granted.thousandths() - expired.thousandths() - reversed.thousandths();
    return new Points(Math.max(0, left));
  }

  Lot activated() {
    return new Lot(id, life, granted, remaining, expired, reversed, Bucket.ACTIVE);
  }

  Lot minus(Points points) {
    return new Lot(id, life, granted, remaining.minus(points), expired, reversed, bucket);
  }

  Lot plus(Points points) {
    return new Lot(id, life, granted, remaining.plus(points), expired, reversed, bucket);
  }

  Lot expire() {
    var all = expired.plus(remaining);
    return new Lot(id, life, granted, Points.ZERO, all, reversed, bucket);
  }

  Lot askedBack(Points points) {
    return new Lot(id, life, granted, remaining, expired, reversed.plus(points), bucket);
  }

  Lot reminded() {
    return with(new Life(issuedAt(), activatesAt(), expiresAt(), null));
  }

  Lot expiringAt(Instant expiry) {
    return with(new Life(issuedAt(), activatesAt(), expiry, null));
  }

  private Lot with(Life other) {
    return new Lot(id, other, granted, remaining, expired, reversed, bucket);
  }
}
