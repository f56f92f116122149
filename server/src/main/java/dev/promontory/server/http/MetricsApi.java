package dev.promontory.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The server's own figures, in Prometheus' text format.
public final class MetricsApi implements Resource {
  private final PrometheusMeterRegistry meters;

  public MetricsApi(PrometheusMeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/metrics", this::scrape));
  }

  private void scrape(ServerRequest request, ServerResponse response) {
    response
        .header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .send(meters.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
