package dev.promontory.server.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.promontory.server.client.ApiClient;
import dev.promontory.server.client.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a server that answers what it is told to, and refuses calls that hold poison.
class SenderTest {
  private static final String TAKEN = "{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}";

  private final Deque<Integer> troubles = new ArrayDeque<>();
  private final List<String> bodies = new ArrayList<>();
  private int poisonStatus = 400;
  private String success = TAKEN;
  private HttpServer server;
  private ApiClient client;

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

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void a_record_that_spoils_its_call_is_found_by_halves_and_the_rest_lands_in_order(int status)
      throws Exception {
    poisonStatus = status;
    var batch =
        IntStream.rangeClosed(1, 20)
            .mapToObj(n -> record(n, n == 7 || n == 8 || n == 20 ? "poison" : "fine"))
            .toList();

    var rejects = sender(Duration.ZERO).send(batch);

    assertThat(rejects).extracting(reject -> reject.line().number()).containsExactly(7L, 8L, 20L);
    assertThat(rejects).extracting(Reject::code).containsOnly(status);
    assertThat(rejects).extracting(Reject::error).containsOnly("no");
    var landed = bodies.stream().filter(body -> !body.contains("poison")).toList();
    var numbers =
        landed.stream()
            .flatMap(body -> Pattern.compile("\"n\":(\\d+)").matcher(body).results())
            .map(found -> Integer.valueOf(found.group(1)))
            .toList();
    assertThat(numbers).hasSize(17).isSorted();
  }

  @Test
  void a_call_is_repeated_as_it_was_until_it_is_taken() throws Exception {
    troubles.addAll(List.of(429, 503, 507, 500));

    assertThat(sender(Duration.ofMinutes(1)).send(List.of(record(3, "x")))).isEmpty();

    assertThat(bodies)
        .hasSize(5)
        .containsOnly("{\"d\":[{\"eventId\":\"print-3\",\"n\":3,\"text\":\"x\"}]}");
  }

  @Test
  void patience_ends() throws Exception {
    troubles.addAll(List.of(503, 503));

    assertThatThrownBy(() -> sender(Duration.ZERO).send(List.of(record(1, "x"))))
        .isInstanceOf(ImportFailure.class)
        .hasMessageContaining("it answers 503");
    assertThat(bodies).hasSize(1);
  }

  @Test
  void other_refusals_end_the_import_at_once() throws Exception {
    troubles.add(403);

    assertThatThrownBy(() -> sender(Duration.ofMinutes(1)).send(List.of(record(1, "x"))))
        .isInstanceOf(ImportFailure.class)
        .hasMessageContaining("the server answered 403: {\"error\":\"trouble\"}");
  }

  @Test
  void an_answer_that_does_not_name_the_record_is_not_guessed_at() throws Exception {
    success = "{\"unprocessed\":[{\"code\":512,\"error\":\"bad\"}]}";

    assertThatThrownBy(() -> sender(Duration.ZERO).send(List.of(record(1, "x"))))
        .isInstanceOf(ImportFailure.class)
        .hasMessageContaining("does not say which record");
  }

  private Sender sender(Duration patience) {
    return new Sender(client, "print", patience);
  }

  private static RecordLine record(long number, String text) {
    var json = "{\"n\":%d,\"text\":\"%s\"}".formatted(number, text);
    return RecordLine.read(new Line(number, json.getBytes(UTF_8), true));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      bodies.add(body);
      if (!troubles.isEmpty()) {
        send(exchange, troubles.removeFirst(), "{\"error\":\"trouble\"}");
      } else if (body.contains("poison")) {
        send(exchange, poisonStatus, "{\"status\":\"fail\",\"error\":\"no\"}");
      } else {
        send(exchange, 200, success);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("Retry-After", "0");
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
  }
}
