package dev.promontory.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution of a campaign on past behaviour or a list.
///
/// @param id unique over all accounts; the occurrence of its grants
/// @param plannedAt when it was to start
/// @param startedAt when its members were computed; null while that is still to come
/// @param members how many there were
/// @param done how many of them have been decided so far
/// @param finishedAt null until all are decided or the run was cut short
public record Run(
    long id,
    long campaignId,
    int revision,
    Instant plannedAt,
    @Nullable Instant startedAt,
    long members,
    long done,
    @Nullable Instant finishedAt,
    Status status) {

  /// Where a run is.
  public enum Status {
    PLANNED,
    RUNNING,
    FINISHED,
    STOPPED
  }
}
