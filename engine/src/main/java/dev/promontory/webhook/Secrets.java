package dev.promontory.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What calls are signed with: each is `whsec_` and the base64 of 24 to 64 random bytes (Standard
/// Webhooks). The text of this record leaves them out (WH4).
///
/// @param current the newest
/// @param previous the one before, or null
/// @param previousUntil from when that one signs no more; null exactly if it is
public record Secrets(String current, @Nullable String previous, @Nullable Instant previousUntil) {

  /// What secrets begin with.
  public static final String PREFIX = "whsec_";

  /// How long the secret before signs beside a new one.
  public static final Duration OVERLAP = Duration.ofHours(24);

  /// One that nothing came before.
  public static Secrets first(String secret) {
    return new Secrets(secret, null, null);
  }

  /// With a new one in front. What came before the present one signs no more.
  public Secrets rotated(String secret, Instant now) {
    return new Secrets(secret, current, now.plus(OVERLAP));
  }

  /// Those that sign now, the newest first.
  public List<String> signing(Instant now) {
    return previous != null && previousUntil != null && now.isBefore(previousUntil)
        ? List.of(current, previous)
        : List.of(current);
  }

  @Override
  public String toString() {
    return "Secrets[]";
  }
}
