package dev.promontory.grant;

import java.time.LocalDate;

/// A qualified user asks for what a campaign offers.
///
/// @param occurrence what makes the qualification unique within the campaign: the run's id, or the
///   log position of a live trigger
/// @param user number of the user
/// @param cause what made the user qualify; no part of what makes a request a repeat
public record GrantRequest(Offer offer, long occurrence, long user, Cause cause) {

  /// The same for another user.
  public GrantRequest of(long other) {
    return other == user ? this : new GrantRequest(offer, occurrence, other, cause);
  }

  /// What makes it a repeat of another request.
  public GrantKey key() {
    return new GrantKey(offer.campaignId(), occurrence, user);
  }

  /// Whose limits it counts against.
  public UserGiven.Key userKey() {
    return new UserGiven.Key(offer.campaignId(), user);
  }

  /// The day of the campaign's zone that it counts for.
  public LocalDate day() {
    return LocalDate.ofInstant(cause.at(), offer.zone());
  }

  /// What must be known of the user to decide it.
  public UserGiven.Wanted wanted() {
    var limit = offer.reward().limits().perUser();
    var from = UserGiven.firstOf(limit, day(), offer.account().weekStart());
    return new UserGiven.Wanted(userKey(), offer.zone(), from);
  }
}
