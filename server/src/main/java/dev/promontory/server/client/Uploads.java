package dev.promontory.server.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends upload records, as many at a time as a call may hold, and comes back to those that the
/// server had no room for. Safe for many threads.
public final class Uploads {
  /// The most records of one call.
  public static final int MAX_RECORDS = 1000;

  /// How often one call is sent before the caller is told that it does not get through.
  public static final int MAX_TRIES = 30;

  private static final String PATH = "/1/upload";
  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(1);
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final ApiClient client;

  public Uploads(ApiClient client) {
    this.client = client;
  }

  /// Sends records in order, in calls of [#MAX_RECORDS].
  ///
  /// @param records maps or trees as `POST /1/upload` takes them
  /// @return how many the server took
  /// @throws RefusedCall if it refused one; those before it are taken
  public int sendAll(List<?> records) throws IOException {
    int processed = 0;
    for (int from = 0; from < records.size(); from += MAX_RECORDS) {
      var part = records.subList(from, Math.min(from + MAX_RECORDS, records.size()));
      processed += processed(send(part));
    }
    return processed;
  }

  /// Sends one call, again and again while the server is overloaded or its store is away. A record
  /// without an `eventId` may then be taken twice: the answer to the first try may be what was
  /// lost.
  ///
  /// @param records at most [#MAX_RECORDS]
  /// @return the last answer, whatever it is
  public Answer send(List<?> records) throws IOException {
    for (int tries = 1; ; tries++) {
      var answer = client.post(PATH, Map.of("d", records));
      var again = answer.status() == TOO_MANY_REQUESTS || answer.status() == UNAVAILABLE;
      if (!again || tries == MAX_TRIES) {
        return answer;
      }
      pause(wait(answer.header("Retry-After")));
    }
  }

  private static int processed(Answer answer) {
    var json = answer.orThrow().json();
    JsonNode unprocessed = json.path("unprocessed");
    if (!unprocessed.isEmpty()) {
      throw new RefusedCall("a record was refused: " + unprocessed.get(0), answer.status());
    }
    return json.path("processed").asInt();
  }

  private static Duration wait(@Nullable String retryAfter) {
    if (retryAfter == null || !retryAfter.matches("\\d{1,4}")) {
      return DEFAULT_WAIT;
    }
    var asked = Duration.ofSeconds(Long.parseLong(retryAfter));
    return asked.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : asked;
  }

  private static void pause(Duration wait) throws IOException {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting to send again", e);
    }
  }
}
