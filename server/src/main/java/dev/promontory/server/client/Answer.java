package dev.promontory.server.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server answered.
///
/// @param request method and path, for messages
/// @param status the HTTP status
/// @param headers the first value of each, found by any case
/// @param body the whole body, UTF-8 where it is text
public record Answer(String request, int status, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_QUOTED_CHARS = 500;

  public Answer {
    var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = sorted;
  }

  static Answer of(String request, int status, Map<String, String> headers, byte[] body) {
    return new Answer(request, status, headers, new String(body, StandardCharsets.UTF_8));
  }

  /// The body as JSON.
  ///
  /// @throws tools.jackson.core.JacksonException if it is none
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /// A header's value, or null if it was not sent.
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// This answer, if the server did what was asked.
  ///
  /// @throws RefusedCall otherwise
  public Answer orThrow() {
    if (isSuccess()) {
      return this;
    }
    var quoted = body.length() > MAX_QUOTED_CHARS ? body.substring(0, MAX_QUOTED_CHARS) : body;
    throw new RefusedCall("%s was answered %d: %s".formatted(request, status, quoted), status);
  }
}
