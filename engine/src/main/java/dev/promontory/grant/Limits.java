package dev.promontory.grant;

import dev.promontory.points.Points;
import org.jspecify.annotations.Nullable;

/// How much a campaign gives at most (G2). They can change while it is under way; what was given
/// before counts against what holds now.
///
/// @param perUser how often it rewards one user; only of live campaigns
/// @param campaignBudget the most points it gives in all, or null: no limit
/// @param userBudget the most points it gives to one user, or null: no limit; only of live
///   campaigns with another scheme than flat
/// @param onShortBudget what happens when a budget has less left than an award
public record Limits(
    Recurrence perUser,
    @Nullable Points campaignBudget,
    @Nullable Points userBudget,
    OnShortBudget onShortBudget) {

  /// No limits.
  public static final Limits NONE =
      new Limits(Recurrence.UNLIMITED, null, null, OnShortBudget.REFUSE);

  /// What to do with an award larger than what is left (S1.8).
  public enum OnShortBudget {
    REFUSE,
    PARTIAL
  }

  /// How often one user is rewarded, by calendar periods in the campaign's zone (S2.1). Each is 1
  /// to [#MAX], or null: no limit.
  public record Recurrence(
      @Nullable Integer total,
      @Nullable Integer day,
      @Nullable Integer week,
      @Nullable Integer month) {

    /// The largest number that a limit can be.
    public static final int MAX = 1_000_000;

    /// As often as a user qualifies.
    public static final Recurrence UNLIMITED = new Recurrence(null, null, null, null);
  }

  /// Only a budget of the campaign.
  public static Limits ofCampaign(@Nullable Points budget, OnShortBudget onShortBudget) {
    return new Limits(Recurrence.UNLIMITED, budget, null, onShortBudget);
  }

  /// Whether anything limits what a single user gets.
  public boolean areOnUsers() {
    return userBudget != null || !perUser.equals(Recurrence.UNLIMITED);
  }
}
