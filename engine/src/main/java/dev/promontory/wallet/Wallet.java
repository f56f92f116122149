package dev.promontory.wallet;

import dev.promontory.points.Rounding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A wallet of an account: one kind of points. Each user of the account has a balance in it, empty
/// until the first credit.
///
/// @param id unique over all accounts, 1000 and up
/// @param account number of the account
/// @param name unique within the account without regard to case, 1 to 100 characters
/// @param pointsName what a point is called, 1 to 50 characters
/// @param expiry when credits without an expiry of their own expire
/// @param consumption which lots a debit draws on first
/// @param remindDays how many days before points expire their user is told, 1 to [#MAX_DAYS]; null
///   for never
/// @param graceDays how long refunded points live whose lot has expired since they were spent, 0 to
///   [#MAX_DAYS]; 0 means that they are gone
public record Wallet(
    long id,
    int account,
    String name,
    String pointsName,
    WalletExpiry expiry,
    Consumption consumption,
    Rounding rounding,
    Status status,
    @Nullable Integer remindDays,
    int graceDays,
    Instant createdAt) {

  /// The longest time before an expiry, and after a refund, in days.
  public static final int MAX_DAYS = 365;

  /// How long refunded points live whose lot has expired since, unless said otherwise, in days.
  public static final int DEFAULT_GRACE_DAYS = 7;

  public Wallet {
    if (remindDays != null && (remindDays < 1 || remindDays > MAX_DAYS)) {
      throw new IllegalArgumentException("a user is reminded 1 to 365 days before: " + remindDays);
    }
    if (graceDays < 0 || graceDays > MAX_DAYS) {
      throw new IllegalArgumentException("a grace is 0 to 365 days: " + graceDays);
    }
  }

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
