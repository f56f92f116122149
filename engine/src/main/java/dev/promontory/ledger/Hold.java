package dev.promontory.ledger;

import dev.promontory.points.Points;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Points that are reserved until they are captured, released, or the time is up (S6). They were
/// taken from their lots when the hold began, so that no expiry in between can spoil it.
///
/// @param id the transaction that reserved them
/// @param expiresAt the first instant at which they are no longer reserved
/// @param draws from which lots
/// @param end how it ended, or null as long as it is open
public record Hold(
    long id, Instant heldAt, Instant expiresAt, List<Draw> draws, @Nullable End end) {

  /// How a hold ended.
  ///
  /// @param as [EntryType#CAPTURE] or [EntryType#RELEASE]
  /// @param captured what was spent of it, 0 if it was released
  public record End(EntryType as, Instant at, Points captured) {}

  public Hold {
    draws = List.copyOf(draws);
  }

  /// How many points it reserved.
  public Points points() {
    return Draw.sum(draws);
  }

  public boolean isOpen() {
    return end == null;
  }

  /// Whether the time is up.
  boolean isDue(Instant now) {
    return end == null && !expiresAt.isAfter(now);
  }

  /// The hold as it is at an instant, even if its end is not posted yet.
  public Hold asOf(Instant now) {
    return isDue(now) ? ended(EntryType.RELEASE, expiresAt, Points.ZERO) : this;
  }

  Hold ended(EntryType as, Instant at, Points captured) {
    return new Hold(id, heldAt, expiresAt, draws, new End(as, at, captured));
  }
}
