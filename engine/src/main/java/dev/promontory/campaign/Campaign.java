package dev.promontory.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A campaign in its present revision.
///
/// @param id unique over all accounts, 1500 and up
/// @param account number of the account
/// @param revision counts the published documents from 1; a draft is its first to be
/// @param createdBy who made it: an e-mail, or `api`
/// @param updatedAt when document or status last changed
/// @param publishedAt null for a draft
/// @param startsAt when its first run is or was planned to start, or it is or was to be live; null
///   for a draft
/// @param nextRunAt when the next run starts, or null if none is planned
/// @param pausedAt when the pause began; null unless it is paused
public record Campaign(
    long id,
    int account,
    Status status,
    int revision,
    Text text,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant publishedAt,
    @Nullable Instant startsAt,
    @Nullable Instant nextRunAt,
    @Nullable Instant pausedAt) {

  /// The life of a campaign (S5). The order is the usual one.
  public enum Status {
    DRAFT,
    SCHEDULED,
    RUNNING,
    PAUSED,
    COMPLETED,
    STOPPED,
    ARCHIVED
  }

  /// What was written.
  ///
  /// @param name at most 100 characters; empty if a draft has none yet
  /// @param qualification null if a draft does not say
  /// @param reward null if a draft does not say
  /// @param walletId the wallet that is named, or null
  /// @param documentJson the document as the caller wrote it, a JSON object; a draft may be
  ///   incomplete
  public record Text(
      String name,
      @Nullable Qualification qualification,
      @Nullable RewardType reward,
      @Nullable Long walletId,
      String documentJson) {

    /// A document and what can be told of it.
    public static Text of(CampaignReading.Summary summary, String documentJson) {
      return new Text(
          summary.name(),
          summary.qualification(),
          summary.reward(),
          summary.walletId(),
          documentJson);
    }
  }

  /// A new draft, without an id.
  public static Campaign draft(int account, Text text, String createdBy, Instant now) {
    return new Campaign(
        0, account, Status.DRAFT, 1, text, createdBy, now, now, null, null, null, null);
  }

  public String name() {
    return text.name();
  }

  /// The same in another status.
  public Campaign with(Status changed, Instant now) {
    return new Campaign(
        id,
        account,
        changed,
        revision,
        text,
        createdBy,
        createdAt,
        now,
        publishedAt,
        startsAt,
        nextRunAt,
        changed == Status.PAUSED ? now : null);
  }

  /// The same with another document.
  public Campaign with(Text changed, int changedRevision, Instant now) {
    return new Campaign(
        id,
        account,
        status,
        changedRevision,
        changed,
        createdBy,
        createdAt,
        now,
        publishedAt,
        startsAt,
        nextRunAt,
        pausedAt);
  }

  /// The same, published, with runs.
  ///
  /// @param firstRunAt when its first run is planned to start
  public Campaign published(Instant now, Instant firstRunAt) {
    return published(now, firstRunAt, firstRunAt);
  }

  /// The same, published, without runs.
  ///
  /// @param start when it is live
  public Campaign publishedLive(Instant now, Instant start) {
    return published(now, start, null);
  }

  private Campaign published(Instant now, Instant start, @Nullable Instant firstRunAt) {
    var begun = start.isAfter(now) ? Status.SCHEDULED : Status.RUNNING;
    return new Campaign(
        id,
        account,
        begun,
        revision,
        text,
        createdBy,
        createdAt,
        now,
        publishedAt == null ? now : publishedAt,
        start,
        firstRunAt,
        null);
  }
}
