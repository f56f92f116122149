package dev.promontory.server.http;

import io.helidon.webserver.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// Measures how long each route takes, failures included: `http_server_requests_seconds` by method
/// and path template.
public final class Timings {
  private final MeterRegistry meters;

  public Timings(MeterRegistry meters) {
    this.meters = meters;
  }

  Handler timed(Route route, Handler handler) {
    var timer =
        Timer.builder("http.server.requests")
            .description("Time to answer, by route")
            .tag("method", route.method().text())
            .tag("path", route.path())
            .register(meters);
    return (request, response) -> {
      var began = System.nanoTime();
      try {
        handler.handle(request, response);
      } finally {
        timer.record(Duration.ofNanos(System.nanoTime() - began));
      }
    };
  }
}
