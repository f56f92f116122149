package dev.promontory.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a server that answers what it is told to.
class UploadsTest {
  private static final String TAKEN = "{\"status\":\"success\",\"processed\":2,\"unprocessed\":[]}";

  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> credentials = new ArrayList<>();
  private HttpServer server;
  private ApiClient client;

  private record Reply(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    client = new ApiClient(address, new Credentials("acc", "secret"));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void records_are_sent_in_order_a_thousand_at_a_time() throws IOException {
    replies.addAll(List.of(new Reply(200, TAKEN), new Reply(200, TAKEN), new Reply(200, TAKEN)));
    var records = IntStream.range(0, 2_001).mapToObj(number -> Map.of("n", number)).toList();

    assertThat(new Uploads(client).sendAll(records)).isEqualTo(6);

    assertThat(bodies).hasSize(3);
    assertThat(bodies.getFirst()).startsWith("{\"d\":[{\"n\":0},").endsWith(",{\"n\":999}]}");
    assertThat(bodies.getLast()).isEqualTo("{\"d\":[{\"n\":2000}]}");
    assertThat(credentials).containsOnly("acc/secret");
  }

  @Test
  void a_call_is_sent_again_while_the_server_has_no_room() throws IOException {
    replies.addAll(List.of(new Reply(429, "{}"), new Reply(503, "{}"), new Reply(200, TAKEN)));

    assertThat(new Uploads(client).sendAll(List.of(Map.of("n", 1)))).isEqualTo(2);

    assertThat(bodies).hasSize(3).containsOnly("{\"d\":[{\"n\":1}]}");
  }

  @Test
  void a_refused_call_or_record_is_not_passed_over() {
    replies.add(new Reply(401, "{\"error\":\"no\"}"));
    replies.add(new Reply(200, "{\"processed\":1,\"unprocessed\":[{\"code\":512}]}"));
    var uploads = new Uploads(client);

    assertThatThrownBy(() -> uploads.sendAll(List.of(Map.of("n", 1))))
        .isInstanceOf(RefusedCall.class)
        .hasMessage("POST /1/upload was answered 401: {\"error\":\"no\"}");
    assertThatThrownBy(() -> uploads.sendAll(List.of(Map.of("n", 1))))
        .isInstanceOf(RefusedCall.class)
        .hasMessageContaining("{\"code\":512}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      var headers = exchange.getRequestHeaders();
      credentials.add(
          headers.getFirst("X-CleverTap-Account-Id")
              + "/"
              + headers.getFirst("X-CleverTap-Passcode"));
      var reply = replies.removeFirst();
      var body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Retry-After", "0");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
