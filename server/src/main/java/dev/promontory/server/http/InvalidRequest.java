package dev.promontory.server.http;

import java.util.List;
import java.util.stream.Collectors;

/// A caller's mistake, found while a request is parsed; answered with 400. Nothing was stored.
public final class InvalidRequest extends RuntimeException {
  private final transient List<Mistake> mistakes;

  /// One thing that is wrong.
  ///
  /// @param path where: a path in the body such as `what.earn.points` or `who.rule.all[1]`, the
  ///   name of a header or query parameter, or empty for the request as a whole
  /// @param message what, as a sentence for the caller
  public record Mistake(String path, String message) {}

  /// Several mistakes at once.
  ///
  /// @param mistakes at least one, in the order of the request
  public InvalidRequest(List<Mistake> mistakes) {
    super(mistakes.stream().map(InvalidRequest::line).collect(Collectors.joining("; ")));
    this.mistakes = List.copyOf(mistakes);
  }

  public InvalidRequest(String path, String message) {
    this(List.of(new Mistake(path, message)));
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }

  private static String line(Mistake mistake) {
    return mistake.path().isEmpty() ? mistake.message() : mistake.path() + ": " + mistake.message();
  }
}
