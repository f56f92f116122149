package dev.promontory.postgres.webhook;

import dev.promontory.postgres.time.Times;
import dev.promontory.text.StoredText;
import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Standing;
import dev.promontory.webhook.Target;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookDraft;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// Webhooks to rows and back.
final class WebhookRows {
  static final String COLUMNS =
      """
      id, account, name, url, method, auth, auth_name, auth_secret, header_names, header_values,
      events, secret, old_secret, old_secret_until, status, failing_since, dropped, dropped_at,
      since, created_at, updated_at
      """;

  private WebhookRows() {}

  /// The columns of a way to say who calls; each as [Auth] has it.
  private record AuthColumns(String kind, @Nullable String name, @Nullable String secret) {
    static AuthColumns of(Auth auth) {
      return switch (auth) {
        case Auth.None _ -> new AuthColumns("NONE", null, null);
        case Auth.Basic(var user, var password) -> new AuthColumns("BASIC", user, password);
        case Auth.Bearer(var token) -> new AuthColumns("BEARER", null, token);
        case Auth.Header(var name, var value) -> new AuthColumns("HEADER", name, value);
      };
    }
  }

  /// Binds what can be changed of a webhook.
  static <S extends SqlStatement<S>> S bind(S statement, Webhook webhook) {
    var draft = webhook.draft();
    var target = draft.target();
    var auth = AuthColumns.of(target.auth());
    var secrets = webhook.secrets();
    return statement
        .bind("name", StoredText.encode(draft.name()))
        .bind("nameKey", StoredText.encode(draft.name().toLowerCase(Locale.ROOT)))
        .bind("url", target.url().toString())
        .bind("method", target.method().name())
        .bind("auth", auth.kind())
        .bind("authName", encoded(auth.name()))
        .bind("authSecret", encoded(auth.secret()))
        .bindArray("headerNames", String.class, encoded(target.headers().keySet()))
        .bindArray("headerValues", String.class, encoded(target.headers().values()))
        .bindArray("events", String.class, draft.events())
        .bind("secret", secrets.current())
        .bind("oldSecret", secrets.previous())
        .bind("oldSecretUntil", Times.utcOrNull(secrets.previousUntil()))
        .bind("status", webhook.standing().status().code())
        .bind("failingSince", Times.utcOrNull(webhook.standing().failingSince()))
        .bind("updatedAt", Times.utc(webhook.updatedAt()));
  }

  private static @Nullable String encoded(@Nullable String text) {
    return text == null ? null : StoredText.encode(text);
  }

  private static List<String> encoded(Collection<String> texts) {
    return texts.stream().map(StoredText::encode).toList();
  }

  static Webhook webhook(ResultSet row) throws SQLException {
    var target =
        new Target(
            URI.create(row.getString("url")),
            Target.Method.valueOf(row.getString("method")),
            auth(row),
            headers(row));
    return new Webhook(
        row.getLong("id"),
        row.getInt("account"),
        new WebhookDraft(StoredText.decode(row.getString("name")), target, texts(row, "events")),
        new Secrets(
            row.getString("secret"),
            row.getString("old_secret"),
            Times.instantOrNull(row, "old_secret_until")),
        new Standing(
            Standing.Status.ofCode(row.getInt("status")),
            Times.instantOrNull(row, "failing_since")),
        new Webhook.Dropped(row.getLong("dropped"), Times.instantOrNull(row, "dropped_at")),
        row.getLong("since"),
        Times.instant(row, "created_at"),
        Times.instant(row, "updated_at"));
  }

  private static Auth auth(ResultSet row) throws SQLException {
    return switch (row.getString("auth")) {
      case "BASIC" -> new Auth.Basic(text(row, "auth_name"), text(row, "auth_secret"));
      case "BEARER" -> new Auth.Bearer(text(row, "auth_secret"));
      case "HEADER" -> new Auth.Header(text(row, "auth_name"), text(row, "auth_secret"));
      default -> new Auth.None();
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return StoredText.decode(Objects.requireNonNull(row.getString(column), column));
  }

  private static Map<String, String> headers(ResultSet row) throws SQLException {
    var names = texts(row, "header_names");
    var values = texts(row, "header_values");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      headers.put(names.get(i), values.get(i));
    }
    return headers;
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    var texts = (String[]) row.getArray(column).getArray();
    return Stream.of(texts).map(StoredText::decode).toList();
  }
}
