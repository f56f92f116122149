package dev.promontory.app;

import dev.promontory.campaign.CampaignParts;
import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.Schedule;
import dev.promontory.document.Problem;
import dev.promontory.ledger.Validity;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what in a document does not fit the present time: dates that have passed, and points that
/// would expire before they are active.
///
/// @param accountZone in which points are activated and expire
record CheckTimes(ZoneId accountZone, Instant now) {
  /// How many runs to come are looked at for points that would expire before they are active.
  private static final int MAX_RUNS_LOOKED_AT = 1_000;

  /// All of it.
  ///
  /// @param wallet of the points, or null if it is not known
  List<Problem> check(CampaignParts parts, @Nullable Wallet wallet) {
    var zone = parts.timing().zone();
    if (zone == null) {
      return List.of();
    }
    var problems = dates(parts.timing(), zone);
    var schedule = parts.timing().known();
    var validity = parts.validity();
    if (schedule != null && validity != null) {
      problems.addAll(expiry(schedule, zone, validity, wallet));
    }
    return problems;
  }

  private List<Problem> dates(Timing timing, ZoneId zone) {
    List<Problem> problems = new ArrayList<>();
    timing
        .dates()
        .forEach(
            (path, date) -> {
              if (date.atZone(zone).toInstant().isBefore(now)) {
                problems.add(Problem.unfit(path, date + " in " + zone + " has passed already."));
              }
            });
    if (timing.schedule() instanceof Schedule.Recurring recurring
        && recurring.next(now, null, 0, zone).isEmpty()) {
      problems.add(Problem.unfit("when.recurring.until", "There is no run to come."));
    }
    return problems;
  }

  /// Points must be active before they expire, as far as that can be known (S2.8).
  private List<Problem> expiry(
      Schedule schedule, ZoneId zone, Validity validity, @Nullable Wallet wallet) {
    WalletExpiry expiry = validity.expiry();
    if (expiry == null && wallet != null) {
      expiry = wallet.expiry();
    }
    if (expiry == null) {
      return List.of();
    }
    var run = schedule.next(now, null, 0, zone);
    for (int before = 1; run.isPresent() && before <= MAX_RUNS_LOOKED_AT; before++) {
      var start = run.get();
      var life = validity.from(start, expiry, accountZone);
      if (!life.isUsable()) {
        var message =
            "Points of the run at %s would expire at %s, before they are active."
                .formatted(start, life.expiresAt());
        return List.of(Problem.unfit("what.validity.expire", message));
      }
      run = schedule.next(now, start, before, zone);
    }
    return List.of();
  }
}
