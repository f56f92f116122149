package dev.promontory.grant;

import dev.promontory.points.Points;
import java.time.Instant;

/// A decided grant request, as it is stored.
///
/// @param revision of the campaign that decided it
/// @param walletId where the points went or would have gone
/// @param qualifiedAt when the user qualified
/// @param asked what the award would have been before budgets; 0 if it could not be calculated
public record Grant(
    GrantKey key,
    int revision,
    long walletId,
    GrantOutcome outcome,
    Points asked,
    Instant qualifiedAt,
    Instant decidedAt) {

  /// The same request with another outcome.
  public Grant with(GrantOutcome other) {
    return new Grant(key, revision, walletId, other, asked, qualifiedAt, decidedAt);
  }
}
