package dev.promontory.app;

import dev.promontory.campaign.CampaignParts.Timing;
import dev.promontory.campaign.CampaignReading;
import dev.promontory.campaign.Qualification;
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
  List<Problem> check(CampaignReading reading, @Nullable Wallet wallet) {
    var timing = reading.parts().timing();
    var zone = timing.zone();
    if (zone == null) {
      return List.of();
    }
    var problems = dates(timing, zone);
    var lifetime = lifetime(reading.parts().validity(), wallet);
    if (lifetime == null) {
      return problems;
    }
    if (reading.summary().qualification() != Qualification.LIVE && timing.known() != null) {
      problems.addAll(runs(timing.known(), zone, lifetime));
    }
    if (timing.schedule() instanceof Schedule.Live live) {
      problems.addAll(live(live, zone, lifetime));
    }
    return problems;
  }

  /// How long the points live, or null if that is not known.
  private static @Nullable Validity lifetime(@Nullable Validity validity, @Nullable Wallet wallet) {
    if (validity == null || validity.expiry() != null) {
      return validity;
    }
    return wallet == null ? null : new Validity(validity.activateAfter(), wallet.expiry());
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
  private List<Problem> runs(Schedule schedule, ZoneId zone, Validity lifetime) {
    var run = schedule.next(now, null, 0, zone);
    for (int before = 1; run.isPresent() && before <= MAX_RUNS_LOOKED_AT; before++) {
      var start = run.get();
      var problems = expiry(lifetime, start, "Points of the run at " + start);
      if (!problems.isEmpty()) {
        return problems;
      }
      run = schedule.next(now, start, before, zone);
    }
    return List.of();
  }

  /// As [#runs]: points of the first and of the last moment of a live campaign.
  private List<Problem> live(Schedule.Live live, ZoneId zone, Validity lifetime) {
    var start = live.startsAt(now, zone);
    var problems = expiry(lifetime, start, "Points that the campaign gives from its start");
    var end = live.endsAt(zone);
    return !problems.isEmpty() || end == null || !end.isAfter(start)
        ? problems
        : expiry(lifetime, end.minusMillis(1), "Points that the campaign gives until its end");
  }

  private List<Problem> expiry(Validity lifetime, Instant given, String points) {
    var life = lifetime.from(given, new WalletExpiry.Never(), accountZone);
    if (life.isUsable()) {
      return List.of();
    }
    var message = points + " would expire at " + life.expiresAt() + ", before they are active.";
    return List.of(Problem.unfit("what.validity.expire", message));
  }
}
