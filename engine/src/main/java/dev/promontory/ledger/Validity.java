package dev.promontory.ledger;

import dev.promontory.time.Span;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// How long credited points live.
///
/// @param activateAfter how long they stay promised, or null: active at once
/// @param expiry when they expire, counted from activation, or null: as the wallet says (S2.7)
public record Validity(@Nullable Span activateAfter, @Nullable WalletExpiry expiry) {

  /// Active at once, expiring as the wallet says.
  public static final Validity OF_WALLET = new Validity(null, null);

  /// The life of points issued at an instant.
  ///
  /// @param expiresAt the first instant at which they are no longer usable, or null for never
  public record Life(Instant activatesAt, @Nullable Instant expiresAt) {

    /// When a user is to be told that the points will expire: so many days before, if they live
    /// longer than that.
    ///
    /// @param days 1 and up, or null: never
    @Nullable Instant remindAt(@Nullable Integer days, ZoneId zone) {
      if (days == null || expiresAt == null) {
        return null;
      }
      var at = expiresAt.atZone(zone).minusDays(days).toInstant();
      return at.isAfter(activatesAt) ? at : null;
    }

    /// Whether there is a moment at which the points are usable (S2.8).
    public boolean isUsable() {
      return expiresAt == null || expiresAt.isAfter(activatesAt);
    }
  }

  /// The life of points issued at an instant into a wallet.
  ///
  /// @param zone of the account
  public Life from(Instant issuedAt, WalletExpiry ofWallet, ZoneId zone) {
    var activatesAt = activateAfter == null ? issuedAt : activateAfter.after(issuedAt, zone);
    var chosen = expiry == null ? ofWallet : expiry;
    return new Life(activatesAt, chosen.expiresAt(activatesAt, zone));
  }
}
