package dev.promontory.server.http;

import static java.util.stream.Collectors.toList;

import dev.promontory.account.Account;
import dev.promontory.app.AskHistory;
import dev.promontory.history.HistoryBusy;
import dev.promontory.live.host.LiveHostBusy;
import dev.promontory.server.access.Credentials;
import dev.promontory.server.http.Route.Access;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The web server: serves resources, asks for credentials, answers everything else with a problem.
public final class HttpEdge implements AutoCloseable {
  /// The largest request body, as it comes over the wire and decompressed.
  public static final long MAX_BODY_BYTES = 20L * 1024 * 1024;

  /// Not even what exists here is told to strangers.
  private static final List<String> GUARDED = List.of("/1/*", "/api/*");

  private static final int MAX_CONNECTIONS = 4_096;
  private static final int BACKLOG = 1_024;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String CHALLENGE = "Basic realm=\"promontory\", charset=\"UTF-8\"";

  private final Function<Credentials, Optional<Account>> gate;
  private final Timings timings;
  private final List<Route> routes;
  private final WebServer webServer;

  /// Ready to start.
  ///
  /// @param port TCP port; 0 takes any free one
  /// @param gate who credentials belong to; empty when they are wrong
  public HttpEdge(
      int port,
      Function<Credentials, Optional<Account>> gate,
      Timings timings,
      List<? extends Resource> resources) {
    this.gate = gate;
    this.timings = timings;
    this.routes = resources.stream().flatMap(resource -> resource.routes().stream()).toList();
    this.webServer =
        WebServer.builder()
            .port(port)
            .backlog(BACKLOG)
            .maxTcpConnections(MAX_CONNECTIONS)
            .maxPayloadSize(MAX_BODY_BYTES)
            .contentEncoding(new RequestEncodings())
            .shutdownGracePeriod(GRACE)
            .shutdownHook(false)
            .directHandlers(
                handlers -> {
                  for (var type : EventType.values()) {
                    handlers.addHandler(type, new TransportFailures());
                  }
                })
            .routing(routing -> addAll(routing, routes))
            .build();
  }

  /// All routes of all resources, in order.
  public List<Route> routes() {
    return routes;
  }

  /// Begins to listen.
  ///
  /// @return the port
  public int start() {
    webServer.start();
    return webServer.port();
  }

  /// Stops listening and waits up to ten seconds for requests under way.
  @Override
  public void close() {
    webServer.stop();
  }

  private void addAll(HttpRouting.Builder routing, List<Route> routes) {
    routing.addFilter(HttpEdge::closing);
    for (var route : routes) {
      var handler = guarded(route.access(), route.handler());
      routing.route(route.method(), route.path(), timings.timed(route, handler));
    }
    var byPath =
        routes.stream().collect(Collectors.groupingBy(Route::path, LinkedHashMap::new, toList()));
    byPath.forEach((path, same) -> routing.any(path, refusingMethod(same)));
    for (var prefix : GUARDED) {
      routing.any(prefix, guarded(Access.CREDENTIALS, HttpEdge::notFound));
    }
    routing.any(HttpEdge::notFound);
    routing.error(InvalidRequest.class, Failures::mistake);
    routing.error(HttpException.class, Failures::known);
    routing.error(AskHistory.Behind.class, Failures::behind);
    routing.error(HistoryBusy.class, Failures::busy);
    routing.error(LiveHostBusy.class, Failures::busy);
    routing.error(Throwable.class, Failures::unknown);
  }

  /// Closes the connection behind an answer that says so. The web server says it to a client who
  /// asks for it, and keeps the connection all the same (helidon-io/helidon#12324, in 4.5.0 to
  /// 4.5.3).
  private static void closing(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    chain.proceed();
    if (response.isSent() && response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the answer was the last of its connection");
    }
  }

  private Handler guarded(Access access, Handler handler) {
    return switch (access) {
      case OPEN -> handler;
      case CREDENTIALS -> (request, response) -> admit(request, response, handler);
    };
  }

  private Handler refusingMethod(List<Route> routes) {
    var allowed =
        routes.stream()
            .map(route -> route.method().text())
            .sorted()
            .collect(Collectors.joining(", "));
    return guarded(
        routes.getFirst().access(),
        (request, response) -> {
          response.header(HeaderNames.ALLOW, allowed);
          var detail = "this path can be called with " + allowed;
          Failures.send(
              request,
              response,
              Problem.of(Status.METHOD_NOT_ALLOWED_405, "method-not-allowed", detail));
        });
  }

  private void admit(ServerRequest request, ServerResponse response, Handler handler)
      throws Exception {
    var account = gate.apply(CredentialHeaders.read(request.headers()));
    if (account.isEmpty()) {
      response.header(HeaderNames.WWW_AUTHENTICATE, CHALLENGE);
      var detail = "the credentials are missing or wrong";
      Failures.send(request, response, Problem.of(Status.UNAUTHORIZED_401, "credentials", detail));
      return;
    }
    ScopedValue.where(Caller.ACCOUNT, account.get())
        .call(
            () -> {
              handler.handle(request, response);
              return true;
            });
  }

  private static void notFound(ServerRequest request, ServerResponse response) {
    var detail = "there is nothing at " + request.path().path();
    Failures.send(request, response, Problem.of(Status.NOT_FOUND_404, "not-found", detail));
  }
}
