package dev.promontory.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution of a campaign on past behaviour or a list.
///
/// @param id unique over all accounts; the occurrence of its grants
/// @param revision of the campaign when it was planned; once started, when it started
/// @param plannedAt when it was to start
/// @param startedAt when its members were computed; null while that is still to come
/// @param members how many there were
/// @param done how many of them have been decided so far
/// @param finishedAt null until all are decided or the run was cut short
/// @param failure why it could not be carried out, a sentence; null unless that is why it stopped
public record Run(
    long id,
    long campaignId,
    int revision,
    Instant plannedAt,
    @Nullable Instant startedAt,
    long members,
    long done,
    @Nullable Instant finishedAt,
    Status status,
    @Nullable String failure) {

  /// Where a run is.
  public enum Status {
    PLANNED,
    RUNNING,
    FINISHED,
    STOPPED
  }

  /// The most users that are decided in one transaction.
  public static final int MAX_CHUNK = 5_000;

  /// The same, started.
  public Run started(int startRevision, Instant now, long memberCount) {
    return new Run(
        id, campaignId, startRevision, plannedAt, now, memberCount, 0, null, Status.RUNNING, null);
  }

  /// The same, with all members decided.
  public Run finished(Instant now) {
    return new Run(
        id,
        campaignId,
        revision,
        plannedAt,
        startedAt,
        members,
        members,
        now,
        Status.FINISHED,
        null);
  }

  /// The same, cut short.
  ///
  /// @param decided how many members were decided
  /// @param reason why it could not be carried out, or null
  public Run stopped(Instant now, long decided, @Nullable String reason) {
    return new Run(
        id,
        campaignId,
        revision,
        plannedAt,
        startedAt,
        members,
        decided,
        now,
        Status.STOPPED,
        reason);
  }
}
