package dev.promontory.server.webhook;

import dev.promontory.server.document.JsonText;
import dev.promontory.webhook.Attempt;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Webhook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Webhooks and deliveries as the API shows them. Secrets are masked (WH4).
final class WebhookView {
  private static final String MASK = "********";

  private WebhookView() {}

  /// @param waiting how many deliveries wait
  static Map<String, Object> of(Webhook webhook, int waiting) {
    var target = webhook.draft().target();
    var standing = webhook.standing();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", webhook.id());
    view.put("name", webhook.draft().name());
    view.put("url", target.url().toString());
    view.put("method", target.method().name());
    view.put("auth", auth(target.auth()));
    view.put("headers", target.headers());
    view.put("events", webhook.draft().events());
    view.put("status", word(standing.status()));
    view.put("failingSince", text(standing.failingSince()));
    view.put("waiting", waiting);
    view.put("dropped", webhook.dropped().count());
    view.put("droppedAt", text(webhook.dropped().lastAt()));
    view.put("createdAt", webhook.createdAt().toString());
    view.put("updatedAt", webhook.updatedAt().toString());
    return view;
  }

  /// A webhook that was created just now, with its secret.
  static Map<String, Object> created(Webhook webhook) {
    var view = of(webhook, 0);
    view.put("secret", webhook.secrets().current());
    return view;
  }

  /// A new secret.
  static Map<String, Object> rotated(Secrets secrets) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("secret", secrets.current());
    view.put("previousSecretUntil", text(secrets.previousUntil()));
    return view;
  }

  private static Map<String, Object> auth(Auth auth) {
    Map<String, Object> view = new LinkedHashMap<>();
    switch (auth) {
      case Auth.None() -> view.put("type", "none");
      case Auth.Basic(var user, _) -> {
        view.put("type", "basic");
        view.put("username", user);
        view.put("password", MASK);
      }
      case Auth.Bearer(_) -> {
        view.put("type", "bearer");
        view.put("token", MASK);
      }
      case Auth.Header(var name, _) -> {
        view.put("type", "header");
        view.put("name", name);
        view.put("value", MASK);
      }
    }
    return view;
  }

  static Map<String, Object> of(Delivery delivery) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", delivery.key().position());
    view.put("messageId", delivery.key().messageId());
    view.put("event", delivery.event());
    view.put("status", word(delivery.state()));
    view.put("attempts", delivery.attempts());
    view.put("createdAt", delivery.createdAt().toString());
    view.put("dueAt", text(delivery.dueAt()));
    view.put("lastAttempt", delivery.last() == null ? null : of(delivery.last()));
    view.put("payload", JsonText.parseStored(delivery.payload()));
    return view;
  }

  static Map<String, Object> of(Attempt attempt) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("at", attempt.at().toString());
    view.put("accepted", attempt.isAccepted());
    view.put("status", attempt.status() == 0 ? null : attempt.status());
    view.put("tookMillis", attempt.tookMillis());
    view.put("note", attempt.note());
    return view;
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
