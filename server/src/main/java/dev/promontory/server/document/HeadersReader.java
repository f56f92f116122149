package dev.promontory.server.document;

import dev.promontory.webhook.Auth;
import dev.promontory.webhook.Target;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what stands in the headers of a webhook's calls: who calls, and what else the receiver
/// wants. Nothing in them can begin a header of its own (RFC 9110, 5.5).
final class HeadersReader {
  private static final int MAX_USER = 200;
  private static final int MAX_SECRET = 1_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,1000}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,1000}");

  /// Those that the call has of itself.
  private static final Set<String> TAKEN =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "expect",
          "upgrade",
          "te",
          "trailer",
          "user-agent");

  private HeadersReader() {}

  static @Nullable Auth auth(Node node) {
    var fields = Fields.of(node);
    var type = fields == null ? null : fields.required("type", "none, basic, bearer or header.");
    if (fields == null || type == null) {
      return null;
    }
    var auth =
        switch (type.json().isString() ? type.json().stringValue() : "") {
          case "none" -> new Auth.None();
          case "basic" -> basic(fields);
          case "bearer" -> bearer(fields);
          case "header" -> header(fields);
          default -> {
            type.wrong("It is none, basic, bearer or header.");
            yield null;
          }
        };
    if (auth != null) {
      fields.refuseOthers();
    }
    return auth;
  }

  private static @Nullable Auth basic(Fields fields) {
    var username = fields.required("username", "The user.");
    var user = username == null ? null : username.text(MAX_USER);
    var secret = fields.required("password", "The password.");
    var password = secret == null ? null : secret.text(MAX_SECRET);
    if (username != null && user != null && user.indexOf(':') >= 0) {
      username.wrong("A user's name has no colon here.");
      return null;
    }
    return user == null || password == null ? null : new Auth.Basic(user, password);
  }

  private static @Nullable Auth bearer(Fields fields) {
    var node = fields.required("token", "The token.");
    var token =
        node == null
            ? null
            : fitting(node, TOKEN, "A token is 1 to 1000 visible ASCII characters.");
    return token == null ? null : new Auth.Bearer(token);
  }

  private static @Nullable Auth header(Fields fields) {
    var named = fields.required("name", "The name of the header.");
    var name = named == null ? null : named.json().isString() ? named.json().stringValue() : "";
    if (named != null && name != null && !isFree(named, name)) {
      name = null;
    }
    var node = fields.required("value", "The value of the header.");
    var value = node == null ? null : value(node);
    return name == null || value == null ? null : new Auth.Header(name, value);
  }

  static @Nullable Map<String, String> headers(Node node) {
    if (!node.json().isObject() || node.json().size() > Target.MAX_HEADERS) {
      node.wrong("An object of at most " + Target.MAX_HEADERS + " headers stands here.");
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    var seen = new HashSet<String>();
    for (var name : node.json().propertyNames()) {
      var field = node.field(name);
      var lower = name.toLowerCase(Locale.ROOT);
      var value = value(field);
      if (lower.equals("authorization")) {
        field.wrong("Credentials belong into auth, where they are not shown again.");
      } else if (!seen.add(lower)) {
        field.wrong("This header stands here already.");
      } else if (isFree(field, name) && value != null) {
        headers.put(name, value);
      }
    }
    return headers;
  }

  private static boolean isFree(Node node, String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      node.wrong("The name of a header is 1 to 100 letters, digits and signs such as - and _.");
      return false;
    }
    if (TAKEN.contains(lower) || lower.startsWith("webhook-") || lower.startsWith("proxy-")) {
      node.wrong("The call has this header of itself, or must not have it.");
      return false;
    }
    return true;
  }

  private static @Nullable String value(Node node) {
    return fitting(node, VALUE, "A value is up to 1000 ASCII characters without line breaks.");
  }

  private static @Nullable String fitting(Node node, Pattern form, String message) {
    var text = node.json().isString() ? node.json().stringValue() : null;
    if (text == null || !form.matcher(text).matches()) {
      node.wrong(message);
      return null;
    }
    return text;
  }
}
