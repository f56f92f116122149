package dev.promontory.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A receiver that is told of events of an account.
///
/// @param id unique over all accounts, 1 and up
/// @param account number of the account
/// @param draft what somebody wants of it
/// @param since the last record of the log that it is not told of (WH3)
public record Webhook(
    long id,
    int account,
    WebhookDraft draft,
    Secrets secrets,
    Standing standing,
    Dropped dropped,
    long since,
    Instant createdAt,
    Instant updatedAt) {

  /// What was given up without a try (WH2).
  ///
  /// @param count how many deliveries, 0 and up
  /// @param lastAt the last time; null if it never happened
  public record Dropped(long count, @Nullable Instant lastAt) {
    public static final Dropped NONE = new Dropped(0, null);
  }

  /// With other wishes.
  public Webhook with(WebhookDraft changed, Instant now) {
    return new Webhook(id, account, changed, secrets, standing, dropped, since, createdAt, now);
  }

  /// With other secrets.
  public Webhook with(Secrets changed, Instant now) {
    return new Webhook(id, account, draft, changed, standing, dropped, since, createdAt, now);
  }

  /// Standing otherwise.
  public Webhook with(Standing changed, Instant now) {
    return new Webhook(id, account, draft, secrets, changed, dropped, since, createdAt, now);
  }
}
