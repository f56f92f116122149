package dev.promontory.server.webhook;

import dev.promontory.app.WebhookOutcome;
import dev.promontory.app.WebhookOutcome.NameTaken;
import dev.promontory.app.WebhookOutcome.Saved;
import dev.promontory.app.WebhookOutcome.TooMany;
import dev.promontory.app.WebhookOutcome.Unknown;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Reply;
import dev.promontory.webhook.Webhook;
import io.helidon.http.Status;
import java.util.function.Function;

/// What callers are told about webhooks.
final class WebhookReplies {
  private WebhookReplies() {}

  /// @param saved the answer if it was saved
  static Reply of(WebhookOutcome outcome, Function<Webhook, Reply> saved) {
    return switch (outcome) {
      case Saved(var webhook) -> saved.apply(webhook);
      case NameTaken(var name) ->
          conflict("name-taken", "There is another webhook named " + name + ".");
      case TooMany(int max) ->
          conflict("too-many-webhooks", "An account has at most " + max + " webhooks.");
      case Unknown() -> Reply.of(unknown());
    };
  }

  static Problem unknown() {
    return Problem.of(Status.NOT_FOUND_404, "not-found", "There is no such webhook.");
  }

  static Problem unknownDelivery() {
    return Problem.of(Status.NOT_FOUND_404, "not-found", "There is no such delivery.");
  }

  static Problem tooManyWaiting(int max) {
    var detail = max + " deliveries wait for this webhook already; repeat when some are delivered.";
    return Problem.of(Status.CONFLICT_409, "too-many-waiting", detail);
  }

  private static Reply conflict(String kind, String detail) {
    return Reply.of(Problem.of(Status.CONFLICT_409, kind, detail));
  }
}
