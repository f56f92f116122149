package dev.promontory.server.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.promontory.account.Account;
import dev.promontory.app.AcceptRecords;
import dev.promontory.server.http.HttpEdge;
import dev.promontory.server.http.Timings;
import dev.promontory.testkit.MemoryEventLog;
import dev.promontory.testkit.MemoryEventTypes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Uploads over HTTP into a log in memory.
public final class UploadServer implements AutoCloseable {
  public static final Instant NOW = Instant.ofEpochMilli(Decoding.NOW_MILLIS);

  private static final Account ACME = new Account(1, "ACME", ZoneOffset.UTC, DayOfWeek.MONDAY);

  private final MemoryEventLog log = new MemoryEventLog();
  private final MemoryEventTypes eventTypes = new MemoryEventTypes();
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpEdge edge;
  private final URI address;

  public UploadServer() {
    edge =
        new HttpEdge(
            0,
            credentials ->
                credentials.accountId().equals("ACME") && credentials.passcode().equals("right")
                    ? Optional.of(ACME)
                    : Optional.empty(),
            new Timings(new SimpleMeterRegistry()),
            List.of(new UploadApi(new AcceptRecords(eventTypes, log), () -> NOW)));
    address = URI.create("http://localhost:" + edge.start());
  }

  public URI address() {
    return address;
  }

  public MemoryEventLog log() {
    return log;
  }

  MemoryEventTypes eventTypes() {
    return eventTypes;
  }

  HttpResponse<String> upload(String body) throws Exception {
    return upload(body.getBytes(UTF_8), Map.of());
  }

  HttpResponse<String> upload(byte[] body, Map<String, String> headers) throws Exception {
    return send(BodyPublishers.ofByteArray(body), headers);
  }

  HttpResponse<String> send(HttpRequest.BodyPublisher body, Map<String, String> headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(address.resolve("/1/upload"))
            .header("X-CleverTap-Account-Id", "ACME")
            .header("X-CleverTap-Passcode", "right")
            .header("Content-Type", "application/json")
            .POST(body);
    headers.forEach(request::setHeader);
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    edge.close();
  }
}
