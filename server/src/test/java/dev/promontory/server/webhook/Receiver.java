package dev.promontory.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A receiver of webhooks on this machine. Safe for use by many threads.
public final class Receiver implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Call, Reaction> behavior = _ -> Reaction.status(200);

  /// What somebody sent.
  public record Call(String method, String path, Map<String, String> headers, String body) {
    /// A header's value; it must be there.
    public String header(String name) {
      return Objects.requireNonNull(headers.get(name.toLowerCase(Locale.ROOT)), name);
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /// What it does about it.
  ///
  /// @param status 0 to leave the caller without an answer until the receiver is closed
  public record Reaction(int status, Map<String, String> headers, String body) {
    public static Reaction status(int status) {
      return new Reaction(status, Map.of(), "");
    }

    /// No answer.
    public static Reaction silence() {
      return status(0);
    }
  }

  public Receiver() throws IOException {
    this(HttpServer.create());
  }

  /// One that speaks TLS.
  Receiver(SSLContext tls) throws IOException {
    this(secure(tls));
  }

  private Receiver(HttpServer server) throws IOException {
    this.server = server;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer secure(SSLContext tls) throws IOException {
    var server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  /// Where it is called; without TLS.
  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// What it does from now on.
  public void react(Function<Call, Reaction> behavior) {
    this.behavior = behavior;
  }

  /// The next call.
  public Call next() throws InterruptedException {
    var call = calls.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return Objects.requireNonNull(call, "no call came");
  }

  /// The next call, or null if none comes within a while.
  public @Nullable Call next(Duration patience) throws InterruptedException {
    return calls.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(name.toLowerCase(Locale.ROOT), String.join("|", values)));
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(headers),
              body);
      var reaction = behavior.apply(call);
      calls.add(call);
      if (reaction.status() == 0) {
        closed.await();
        return;
      }
      reaction.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      var bytes = reaction.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reaction.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A webhook's document.
  public Map<String, Object> document(String name, String... events) {
    return Map.of("name", name, "url", url(), "events", List.of(events));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
