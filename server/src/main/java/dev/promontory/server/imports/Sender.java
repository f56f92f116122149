package dev.promontory.server.imports;

import dev.promontory.server.client.Answer;
import dev.promontory.server.client.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Sends calls until they are answered. A call that is lost or refused for lack of room is
/// repeated: the event ids make that safe. Used by all lanes.
final class Sender {
  private static final String PATH = "/1/upload";
  private static final Set<Integer> REPEATABLE = Set.of(429, 500, 502, 503, 504, 507);
  private static final Set<Integer> SPOILED = Set.of(400, 413);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final ApiClient client;
  private final String fingerprint;
  private final Duration patience;

  /// @param fingerprint of the input, for event ids
  /// @param patience how long a call is repeated
  Sender(ApiClient client, String fingerprint, Duration patience) {
    this.client = client;
    this.fingerprint = fingerprint;
    this.patience = patience;
  }

  /// Sends a batch. A record that spoils the whole call is found by sending halves.
  ///
  /// @return the records that the server did not take, in order
  /// @throws ImportFailure if the server cannot be reached or does not want the calls
  List<Reject> send(List<RecordLine> batch) {
    var answer = deliver(body(batch));
    if (answer.isSuccess()) {
      return rejects(batch, answer);
    }
    if (!SPOILED.contains(answer.status())) {
      throw new ImportFailure(
          "the server answered %d: %s".formatted(answer.status(), answer.body().strip()));
    }
    if (batch.size() == 1) {
      var error = envelope(answer, "error", "the server refused the call");
      return List.of(new Reject(batch.getFirst().line(), answer.status(), error));
    }
    int middle = batch.size() / 2;
    List<Reject> rejects = new ArrayList<>(send(batch.subList(0, middle)));
    rejects.addAll(send(batch.subList(middle, batch.size())));
    return rejects;
  }

  private byte[] body(List<RecordLine> batch) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("{\"d\":[".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < batch.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      batch.get(i).writeTo(out, fingerprint);
    }
    out.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  private Answer deliver(byte[] body) {
    long start = System.nanoTime();
    var wait = FIRST_WAIT;
    while (true) {
      String trouble;
      Duration asked = Duration.ZERO;
      try {
        var answer = client.post(PATH, "application/json", body, Map.of());
        if (!REPEATABLE.contains(answer.status())) {
          return answer;
        }
        trouble = "it answers " + answer.status();
        asked = retryAfter(answer.header("Retry-After"));
      } catch (IOException e) {
        var message = e.getMessage();
        trouble = message == null ? e.getClass().getSimpleName() : message;
      }
      if (System.nanoTime() - start >= patience.toNanos()) {
        throw new ImportFailure(
            "the server at %s does not take the records: %s".formatted(client.server(), trouble));
      }
      pause(wait.compareTo(asked) > 0 ? wait : asked);
      wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
    }
  }

  private static Duration retryAfter(@Nullable String header) {
    boolean seconds = header != null && header.matches("\\d{1,4}");
    return seconds
        ? shorter(Duration.ofSeconds(Long.parseLong(header)), LONGEST_WAIT)
        : Duration.ZERO;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImportFailure("interrupted", e);
    }
  }

  private static List<Reject> rejects(List<RecordLine> batch, Answer answer) {
    List<Reject> rejects = new ArrayList<>();
    for (var each : answer.json().path("unprocessed")) {
      int index = each.path("index").asInt(-1);
      if (index < 0 || index >= batch.size()) {
        throw new ImportFailure("the server does not say which record it refused: " + each);
      }
      var error = withoutIndex(each.path("error").asString(), index);
      rejects.add(new Reject(batch.get(index).line(), each.path("code").asInt(), error));
    }
    return rejects;
  }

  /// The place in the call means nothing in a file: `/d/17/ts: …` becomes `/ts: …`.
  private static String withoutIndex(String error, int index) {
    var place = "/d/" + index;
    if (!error.startsWith(place)) {
      return error;
    }
    var rest = error.substring(place.length());
    return rest.startsWith(": ") ? rest.substring(2) : rest;
  }

  private static String envelope(Answer answer, String key, String otherwise) {
    try {
      return answer.json().path(key).asString(otherwise);
    } catch (JacksonException _) {
      return otherwise;
    }
  }
}
