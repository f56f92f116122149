package dev.promontory.server.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Calls the API of one server with one account's credentials. Safe for many threads.
public final class ApiClient implements AutoCloseable {
  /// Longer than the longest answer the API may take, which is that of a clock set far forward.
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final String JSON_TYPE = "application/json";

  private final HttpClient http;
  private final URI server;
  private final Credentials credentials;
  private final JsonMapper json = new JsonMapper();

  /// Connects when the first call is made.
  ///
  /// @param server scheme, host and port, such as `http://localhost:8080`
  public ApiClient(URI server, Credentials credentials) {
    this.server = server;
    this.credentials = credentials;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  public URI server() {
    return server;
  }

  /// A path with query parameters, encoded.
  public static String path(String path, Map<String, ?> query) {
    return query.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(String.valueOf(each.getValue())))
        .collect(Collectors.joining("&", path + "?", ""));
  }

  public Answer get(String path) throws IOException {
    return call("GET", path, JSON_TYPE, BodyPublishers.noBody(), Map.of());
  }

  /// Gets something in another form than JSON, or on a condition.
  public Answer get(String path, Map<String, String> headers) throws IOException {
    return call("GET", path, JSON_TYPE, BodyPublishers.noBody(), headers);
  }

  public Answer delete(String path) throws IOException {
    return call("DELETE", path, JSON_TYPE, BodyPublishers.noBody(), Map.of());
  }

  /// Posts without a body: a verb such as `/publish`.
  public Answer post(String path) throws IOException {
    return call("POST", path, JSON_TYPE, BodyPublishers.noBody(), Map.of());
  }

  /// Posts a document.
  ///
  /// @param body anything that is JSON: a tree, a map, a list
  public Answer post(String path, Object body) throws IOException {
    return call("POST", path, JSON_TYPE, document(body), Map.of());
  }

  /// Posts a document once, however often it is sent.
  ///
  /// @param idempotencyKey what makes it the same call
  public Answer post(String path, Object body, String idempotencyKey) throws IOException {
    return call("POST", path, JSON_TYPE, document(body), Map.of("Idempotency-Key", idempotencyKey));
  }

  public Answer put(String path, Object body) throws IOException {
    return call("PUT", path, JSON_TYPE, document(body), Map.of());
  }

  public Answer patch(String path, Object body) throws IOException {
    return call("PATCH", path, JSON_TYPE, document(body), Map.of());
  }

  /// Posts bytes as they are: a CSV file, a compressed or a broken body.
  public Answer post(String path, String contentType, byte[] body, Map<String, String> headers)
      throws IOException {
    return call("POST", path, contentType, BodyPublishers.ofByteArray(body), headers);
  }

  @Override
  public void close() {
    http.close();
  }

  private BodyPublisher document(Object body) {
    return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
  }

  private Answer call(
      String method, String path, String type, BodyPublisher body, Map<String, String> headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", type)
            .header("X-CleverTap-Account-Id", credentials.accountId())
            .header("X-CleverTap-Passcode", credentials.passcode())
            .method(method, body);
    headers.forEach(request::setHeader);
    try {
      return answer(method + " " + path, http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private static Answer answer(String request, HttpResponse<byte[]> response) {
    var headers =
        response.headers().map().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().getFirst()));
    return Answer.of(request, response.statusCode(), headers, response.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
