package dev.promontory.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.promontory.account.Account;
import dev.promontory.history.HistoryBusy;
import dev.promontory.server.access.Credentials;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpEdgeTest {
  private static final Account ACME = new Account(1, "ACME", ZoneOffset.UTC, DayOfWeek.MONDAY);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final HttpEdge EDGE =
      new HttpEdge(
          0, HttpEdgeTest::gate, new Timings(new SimpleMeterRegistry()), List.of(new Samples()));
  private static int port;

  private static final class Samples implements Resource {
    @Override
    public List<Route> routes() {
      return List.of(
          Route.open("/open", (_, response) -> response.send("hello")),
          Route.get("/api/v1/who", (_, response) -> response.send(Caller.account().id())),
          Route.post("/1/size", Samples::size),
          Route.post("/api/v1/size", Samples::size),
          Route.get("/api/v1/mistake", (_, _) -> mistake()),
          Route.get("/1/mistake", (_, _) -> mistake()),
          Route.get("/api/v1/bug", (_, _) -> fail(new IllegalStateException("secret inside"))),
          Route.get("/api/v1/busy", (_, _) -> busy()),
          Route.get("/1/busy", (_, _) -> busy()),
          Route.get("/api/v1/gone", (_, _) -> fail(new SQLException("refused", "08001"))),
          Route.get("/api/v1/full", (_, _) -> fail(new SQLException("no space", "53100"))));
    }

    private static void size(ServerRequest request, ServerResponse response) {
      response.send(Integer.toString(request.content().as(byte[].class).length));
    }

    private static void mistake() {
      throw new InvalidRequest(
          List.of(
              new InvalidRequest.Mistake("/what/points", "must be more than 0"),
              new InvalidRequest.Mistake("/name", "is missing")));
    }

    private static void busy() {
      throw new HistoryBusy("took longer than a minute");
    }

    private static void fail(Exception cause) {
      throw new IllegalArgumentException(cause);
    }
  }

  @BeforeAll
  static void start() {
    port = EDGE.start();
  }

  @AfterAll
  static void stop() {
    EDGE.close();
  }

  @Test
  void an_open_route_needs_no_credentials() throws Exception {
    assertThat(send(request("/open")).body()).isEqualTo("hello");
  }

  @Test
  void the_header_pair_and_basic_let_the_caller_in() throws Exception {
    assertThat(send(withHeaders("/api/v1/who")).body()).isEqualTo("ACME");
    assertThat(send(withBasic("/api/v1/who", "ACME:right")).body()).isEqualTo("ACME");
  }

  @Test
  void missing_wrong_and_unreadable_credentials_get_the_same_401() throws Exception {
    var missing = send(request("/api/v1/who"));

    assertThat(missing.statusCode()).isEqualTo(401);
    assertThat(missing.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
    assertThat(missing.body()).contains("/problems/credentials");
    for (var wrong : List.of("ACME:wrong", "OTHER:right", "no colon", ":")) {
      var answer = send(withBasic("/api/v1/who", wrong));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(missing.body());
    }
    var garbage = send(request("/api/v1/who").header("Authorization", "Basic ###"));
    assertThat(garbage.body()).isEqualTo(missing.body());
  }

  @Test
  void compatible_paths_fail_in_the_reference_s_envelope() throws Exception {
    var answer = send(request("/1/mistake"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Json.parse(answer.body().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            json(
                """
                {"status":"fail","error":"the credentials are missing or wrong","code":401}"""));
    assertThat(send(withHeaders("/1/mistake")).body())
        .contains("\"status\":\"fail\"", "\"code\":400", "/what/points: must be more than 0");
  }

  @Test
  void strangers_do_not_learn_what_exists() throws Exception {
    assertThat(send(request("/1/nothing")).statusCode()).isEqualTo(401);
    assertThat(send(request("/api/v1/nothing")).statusCode()).isEqualTo(401);
    assertThat(send(request("/api/v1/size")).statusCode()).isEqualTo(401);
    assertThat(send(request("/nothing")).statusCode()).isEqualTo(404);
  }

  @Test
  void an_unknown_path_is_404_and_a_wrong_method_405_with_those_allowed() throws Exception {
    var unknown = send(withHeaders("/api/v1/nothing"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(unknown.body()).contains("/problems/not-found");

    var wrongMethod = send(withHeaders("/api/v1/who").DELETE());
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void a_mistake_names_every_place() throws Exception {
    var answer = send(withHeaders("/api/v1/mistake"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer.body()).path("errors"))
        .isEqualTo(
            json(
                """
                [{"path":"/what/points","message":"must be more than 0"},
                 {"path":"/name","message":"is missing"}]"""));
  }

  @Test
  void a_failure_tells_its_id_and_nothing_of_its_inside() throws Exception {
    var answer = send(withHeaders("/api/v1/bug"));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).containsPattern("failure [0-9a-f-]{36}").doesNotContain("secret");
  }

  @Test
  void a_database_out_of_reach_is_503_with_retry_after_and_a_full_one_507() throws Exception {
    var gone = send(withHeaders("/api/v1/gone"));
    assertThat(gone.statusCode()).isEqualTo(503);
    assertThat(gone.headers().firstValue("Retry-After")).hasValue("1");

    assertThat(send(withHeaders("/api/v1/full")).statusCode()).isEqualTo(507);
  }

  @Test
  void a_history_that_is_busy_is_503_with_retry_after() throws Exception {
    var answer = send(withHeaders("/api/v1/busy"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body()).contains("/problems/history-busy");
    assertThat(send(withHeaders("/1/busy")).body()).contains("\"code\":503");
  }

  @Test
  void a_body_at_the_limit_is_taken_and_one_byte_more_is_413() throws Exception {
    var most = new byte[(int) HttpEdge.MAX_BODY_BYTES];
    var tooMuch = new byte[(int) HttpEdge.MAX_BODY_BYTES + 1];

    var taken = send(withHeaders("/api/v1/size").POST(BodyPublishers.ofByteArray(most)));
    assertThat(taken.body()).isEqualTo("20971520");
    var refused = sendLarge(withHeaders("/api/v1/size").POST(BodyPublishers.ofByteArray(tooMuch)));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("/problems/body-too-large");
    var envelope = sendLarge(withHeaders("/1/size").POST(BodyPublishers.ofByteArray(tooMuch)));
    assertThat(envelope.body()).contains("\"status\":\"fail\"", "\"code\":413");
  }

  @Test
  void a_body_without_a_length_is_cut_off_at_the_limit_too() throws Exception {
    var tooMuch = new byte[(int) HttpEdge.MAX_BODY_BYTES + 1];
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooMuch));

    var answer = sendLarge(withHeaders("/api/v1/size").POST(chunked));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("/problems/body-too-large");
  }

  @Test
  void what_is_not_http_gets_a_problem_and_the_door() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("GARBAGE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/invalid-request");
    }
  }

  @Test
  void a_client_that_asks_for_the_last_answer_gets_the_door_after_it() throws Exception {
    for (var path : List.of("/open", "/nothing-here", "/api/v1/who")) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        var head = "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(path);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 ").containsIgnoringCase("connection: close");
      }
    }
  }

  private static Optional<Account> gate(Credentials credentials) {
    return credentials.equals(new Credentials("ACME", "right"))
        ? Optional.of(ACME)
        : Optional.empty();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpRequest.Builder withHeaders(String path) {
    return request(path)
        .header("X-CleverTap-Account-Id", "ACME")
        .header("X-CleverTap-Passcode", "right");
  }

  private static HttpRequest.Builder withBasic(String path, String pair) {
    var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return request(path).header("Authorization", "Basic " + encoded);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /// Asks first, as polite clients do with a large body, so that the refusal isn't lost in the
  /// sending.
  private static HttpResponse<String> sendLarge(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return send(request.expectContinue(true));
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
