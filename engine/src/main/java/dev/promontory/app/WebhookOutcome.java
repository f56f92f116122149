package dev.promontory.app;

import dev.promontory.webhook.Webhook;

/// What came of creating or changing a webhook.
public sealed interface WebhookOutcome {

  /// It is stored.
  record Saved(Webhook webhook) implements WebhookOutcome {}

  /// The account has another webhook of that name, without regard to case.
  record NameTaken(String name) implements WebhookOutcome {}

  /// The account has as many webhooks as it may have.
  record TooMany(int max) implements WebhookOutcome {}

  /// The account has no such webhook.
  record Unknown() implements WebhookOutcome {}
}
