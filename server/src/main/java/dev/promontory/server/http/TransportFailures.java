package dev.promontory.server.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Errors found before a request reaches a route: not HTTP, headers or body too large.
final class TransportFailures implements DirectHandler {

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    var detail =
        type == EventType.PAYLOAD_TOO_LARGE
            ? "the body is larger than %d bytes".formatted(HttpEdge.MAX_BODY_BYTES)
            : Objects.requireNonNullElse(message, status.reasonPhrase());
    var problem = Problem.of(status, Failures.kind(status), detail);
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, Failures.contentType(request.path()))
        .keepAlive(type.keepAlive())
        .entity(Failures.body(request.path(), problem))
        .build();
  }
}
