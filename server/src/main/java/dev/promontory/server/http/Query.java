package dev.promontory.server.http;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// The parameters of a request: what stands behind `?`, and in the path.
public final class Query {
  private Query() {}

  /// A parameter, or empty if it is absent or empty.
  ///
  /// @throws InvalidRequest if it stands there twice, or holds what no store could keep
  public static Optional<String> text(ServerRequest request, String name) {
    var query = request.query();
    if (!query.contains(name)) {
      return Optional.empty();
    }
    var values = query.all(name);
    if (values.size() > 1) {
      throw new InvalidRequest(name, "this parameter stands there more than once");
    }
    var found = values.stream().filter(value -> !value.isEmpty()).findFirst();
    if (found.filter(Query::isHostile).isPresent()) {
      throw new InvalidRequest(name, "this holds NUL or half of a surrogate pair");
    }
    return found;
  }

  private static boolean isHostile(String text) {
    return text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  /// A parameter that is a whole number.
  ///
  /// @throws InvalidRequest if it is there and not a whole number within bounds
  public static long whole(ServerRequest request, String name, long min, long max, long absent) {
    return text(request, name).map(text -> parse(name, text, min, max)).orElse(absent);
  }

  /// An id in the path; one that cannot exist is as good as none.
  public static long id(ServerRequest request) {
    return id(request, "id");
  }

  /// Another id in the path, by the name of its part.
  public static long id(ServerRequest request, String name) {
    try {
      return Long.parseLong(request.path().pathParameters().get(name));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static long parse(String name, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below, like a number out of bounds.
    }
    throw new InvalidRequest(name, "this is a whole number from " + min + " to " + max);
  }
}
