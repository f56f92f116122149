package dev.promontory.server.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the feed, as plain as can be.
public final class EventStream implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final int status;
  private final String contentType;
  private final BufferedReader lines;

  /// A server-sent event.
  public record Sent(long id, String type, JsonNode data) {}

  /// Calls, and returns when the head of the answer is there.
  public EventStream(URI address, Map<String, String> headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    var response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    status = response.statusCode();
    contentType = response.headers().firstValue("Content-Type").orElse("");
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  /// The next event; null at the end of the stream.
  public @Nullable Sent next() throws IOException {
    long id = 0;
    var type = "";
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = Long.parseLong(line.substring(4));
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        return new Sent(id, type, JSON.readTree(line.substring(6)));
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
