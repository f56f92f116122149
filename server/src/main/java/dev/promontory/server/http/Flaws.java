package dev.promontory.server.http;

import dev.promontory.document.Problem.Kind;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Documents of callers, and how their problems leave (S8).
public final class Flaws {
  /// The longest document, in characters.
  public static final int MAX_DOCUMENT = 1_000_000;

  private Flaws() {}

  /// The document in the body of a request.
  ///
  /// @throws InvalidRequest when it is not one JSON value, or too long
  public static JsonNode document(ServerRequest request) {
    return checked(Json.read(request));
  }

  /// The document in the body of a request that needs none: an empty object if there is no body.
  ///
  /// @throws InvalidRequest when it is not one JSON value, or too long
  public static JsonNode documentOrEmpty(ServerRequest request) {
    return request.content().hasEntity()
        ? document(request)
        : JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode checked(JsonNode document) {
    if (document.toString().length() > MAX_DOCUMENT) {
      throw new InvalidRequest("", "a document has at most " + MAX_DOCUMENT + " characters");
    }
    return document;
  }

  /// The answer to a document that cannot be used: all its problems, each with its path.
  ///
  /// @param problems at least one
  public static Problem problem(List<dev.promontory.document.Problem> problems) {
    var first = problems.getFirst();
    var detail =
        problems.size() == 1
            ? first.path() + ": " + first.message()
            : "The document has %d problems; nothing was stored.".formatted(problems.size());
    boolean isNotBuilt = problems.stream().allMatch(problem -> problem.kind() == Kind.NOT_BUILT);
    return new Problem(
        isNotBuilt ? "/problems/not-built" : "/problems/invalid-document",
        isNotBuilt ? "Not built yet" : "Invalid document",
        Status.UNPROCESSABLE_CONTENT_422_CODE,
        detail,
        problems.stream()
            .map(problem -> new InvalidRequest.Mistake(problem.path(), problem.message()))
            .toList());
  }
}
