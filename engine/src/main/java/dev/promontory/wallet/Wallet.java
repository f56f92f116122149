package dev.promontory.wallet;

import dev.promontory.points.Rounding;
import java.time.Instant;

/// A wallet of an account: one kind of points. Each user of the account has a balance in it, empty
/// until the first credit.
///
/// @param id unique over all accounts, 1000 and up
/// @param account number of the account
/// @param name unique within the account without regard to case, 1 to 100 characters
/// @param pointsName what a point is called, 1 to 50 characters
/// @param expiry when credits without an expiry of their own expire
/// @param consumption which lots a debit draws on first
public record Wallet(
    long id,
    int account,
    String name,
    String pointsName,
    WalletExpiry expiry,
    Consumption consumption,
    Rounding rounding,
    Status status,
    Instant createdAt) {

  /// Whether points may come and go. A paused wallet refuses credits and debits; an archived one is
  /// paused for good and no longer listed.
  public enum Status {
    ACTIVE,
    PAUSED,
    ARCHIVED
  }

  /// Which lots a debit draws on first; ties go by issue time, then lot id; lots that never expire
  /// come last under earliest expiry (S2.9).
  public enum Consumption {
    EARLIEST_EXPIRY,
    EARLIEST_ISSUANCE
  }
}
