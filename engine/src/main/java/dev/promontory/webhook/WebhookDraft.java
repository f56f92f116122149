package dev.promontory.webhook;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A webhook as somebody wants it.
///
/// @param name unique within the account without regard to case, 1 to [Webhooks#MAX_NAME]
///   characters
/// @param events names of [WebhookEvents], each once, at least one
public record WebhookDraft(String name, Target target, List<String> events) {

  public WebhookDraft {
    events = List.copyOf(events);
  }

  /// What is to be changed of a webhook; null leaves a part as it is.
  ///
  /// @param name as in a draft
  /// @param events all that it is told of from now on
  public record Edit(
      @Nullable String name,
      @Nullable URI url,
      Target.@Nullable Method method,
      @Nullable Auth auth,
      @Nullable Map<String, String> headers,
      @Nullable List<String> events) {}

  /// This draft with changes.
  public WebhookDraft with(Edit edit) {
    var changed =
        new Target(
            edit.url() == null ? target.url() : edit.url(),
            edit.method() == null ? target.method() : edit.method(),
            edit.auth() == null ? target.auth() : edit.auth(),
            edit.headers() == null ? target.headers() : edit.headers());
    return new WebhookDraft(
        edit.name() == null ? name : edit.name(),
        changed,
        edit.events() == null ? events : edit.events());
  }
}
