package dev.promontory.grant;

/// A qualified user asks for what a campaign offers.
///
/// @param occurrence what makes the qualification unique within the campaign: the run's id, or the
///   log position of a live trigger
/// @param user number of the user
/// @param cause what made the user qualify; no part of what makes a request a repeat
public record GrantRequest(Offer offer, long occurrence, long user, Cause cause) {

  /// What makes it a repeat of another request.
  public GrantKey key() {
    return new GrantKey(offer.campaignId(), occurrence, user);
  }
}
