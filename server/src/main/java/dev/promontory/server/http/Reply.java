package dev.promontory.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// An answer that can be kept and sent again.
///
/// @param status the HTTP status code; 400 and up goes with a problem
/// @param body the JSON
public record Reply(int status, String body) {
  private static final int FIRST_ERROR = 400;

  /// An answer with a JSON document.
  public static Reply of(Status status, Object document) {
    return new Reply(status.code(), json(document));
  }

  /// An answer with a problem.
  public static Reply of(Problem problem) {
    return new Reply(problem.status(), json(problem.members()));
  }

  /// Sends it.
  public void send(ServerResponse response) {
    var contentType = status < FIRST_ERROR ? "application/json" : "application/problem+json";
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, contentType)
        .send(body.getBytes(StandardCharsets.UTF_8));
  }

  /// The answer as one text.
  String kept() {
    return status + " " + body;
  }

  /// The answer in a text that [#kept] gave.
  static Reply ofKept(String text) {
    int space = text.indexOf(' ');
    return new Reply(Integer.parseInt(text, 0, space, 10), text.substring(space + 1));
  }

  private static String json(Object document) {
    return new String(Json.bytes(document), StandardCharsets.UTF_8);
  }
}
