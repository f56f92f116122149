package dev.promontory.app;

import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.CampaignDocument;
import dev.promontory.campaign.Run;
import dev.promontory.store.Tx;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plans the runs of a published campaign, one at a time.
final class PlanRuns {
  private PlanRuns() {}

  /// Plans the run that follows those that have started, and no other.
  ///
  /// A run that started late counts from its start: what would have been due in between is left
  /// out, for two runs at the same moment would reward the same users for the same thing twice.
  ///
  /// @param notBefore leave out what would have been due at or before this instant, or null
  /// @return the start of the planned run, or empty if there are no more
  static Optional<Instant> planNext(
      Tx tx, Campaign campaign, CampaignDocument document, @Nullable Instant notBefore) {
    var runs = tx.runs();
    runs.cancelPlanned(campaign.id());
    var publishedAt = Objects.requireNonNull(campaign.publishedAt(), "a published campaign");
    var after = runs.lastStarted(campaign.id()).map(PlanRuns::due).orElse(null);
    var floor = latest(after, notBefore);
    int before = runs.countStarted(campaign.id());
    var next = document.when().next(publishedAt, floor, before, document.zone());
    next.ifPresent(at -> runs.plan(campaign.id(), campaign.revision(), at));
    return next;
  }

  private static Instant due(Run run) {
    var startedAt = Objects.requireNonNull(run.startedAt(), "a run that has started");
    return startedAt.isAfter(run.plannedAt()) ? startedAt : run.plannedAt();
  }

  private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
