package dev.promontory.server.http;

import io.helidon.http.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An error as RFC 9457 describes it.
///
/// @param type `/problems/…`, the same for the same kind of error in every release
/// @param title the kind of error in a few words
/// @param status the HTTP status code
/// @param detail what happened this time, a sentence
/// @param errors one by one what was wrong with the request; empty when that doesn't apply
public record Problem(
    String type, String title, int status, String detail, List<InvalidRequest.Mistake> errors) {

  /// A problem without a list of mistakes.
  ///
  /// @param kind the last part of the type, for example `segment-in-use`
  public static Problem of(Status status, String kind, String detail) {
    return new Problem(
        "/problems/" + kind, status.reasonPhrase(), status.code(), detail, List.of());
  }

  /// The members of the JSON object.
  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("type", type);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    if (!errors.isEmpty()) {
      members.put("errors", errors);
    }
    return members;
  }

  static Problem of(InvalidRequest mistake) {
    return new Problem(
        "/problems/invalid-request",
        "Invalid request",
        Status.BAD_REQUEST_400.code(),
        String.valueOf(mistake.getMessage()),
        mistake.mistakes());
  }
}
