package dev.promontory.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A campaign in its present revision.
///
/// @param id unique over all accounts, 1500 and up
/// @param account number of the account
/// @param revision 1 and up, of the present document
/// @param documentJson the document as the caller wrote it, a JSON object; a draft may be
///   incomplete
/// @param createdBy who made it: an e-mail, or `api`
/// @param nextRunAt when the next run starts, or null if none is planned
public record Campaign(
    long id,
    int account,
    String name,
    Status status,
    int revision,
    String documentJson,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant publishedAt,
    @Nullable Instant nextRunAt) {

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
}
