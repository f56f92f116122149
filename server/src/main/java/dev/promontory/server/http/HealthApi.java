package dev.promontory.server.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Health, for whoever watches the server: alive means that the process answers, ready that it can
/// do its work.
public final class HealthApi implements Resource {
  private final Supplier<List<String>> obstacles;

  /// Asks anew for every call.
  ///
  /// @param obstacles why the server can't work now, a sentence each; empty when it can
  public HealthApi(Supplier<List<String>> obstacles) {
    this.obstacles = obstacles;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.open("/health/live", this::live), Route.open("/health/ready", this::ready));
  }

  private void live(ServerRequest request, ServerResponse response) {
    Json.send(response, Status.OK_200, Map.of("status", "live"));
  }

  private void ready(ServerRequest request, ServerResponse response) {
    var found = obstacles.get();
    if (found.isEmpty()) {
      Json.send(response, Status.OK_200, Map.of("status", "ready"));
    } else {
      Json.send(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          Map.of("status", "not ready", "obstacles", found));
    }
  }
}
