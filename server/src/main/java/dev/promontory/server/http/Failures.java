package dev.promontory.server.http;

import dev.promontory.app.AskHistory;
import dev.promontory.history.HistoryBusy;
import dev.promontory.live.host.LiveHostBusy;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How errors leave: the compatible endpoints answer `{"status":"fail","error":…,"code":…}`, all
/// others with a [Problem]. Whatever is nobody's refusal and nobody's mistake is logged here, once,
/// with an id that the caller gets too; nothing of its inside is told.
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final Status INSUFFICIENT_STORAGE = Status.create(507, "Insufficient Storage");
  private static final int RETRY_SECONDS = 1;
  private static final int HISTORY_RETRY_SECONDS = 5;

  private Failures() {}

  /// Answers with an error, in the shape that fits the path.
  public static void send(ServerRequest request, ServerResponse response, Problem problem) {
    var status = Status.create(problem.status());
    if (isCompatible(request.path().path())) {
      Json.send(response, status, envelope(problem));
    } else {
      Json.send(response, status, "application/problem+json", problem.members());
    }
  }

  /// History has not taken in yet what was acknowledged.
  static void behind(ServerRequest request, ServerResponse response, AskHistory.Behind behind) {
    LOG.warn("{} answered 503: {}", call(request), behind.getMessage());
    var detail = "history has not taken in yet what was acknowledged; try again";
    unanswered(request, response, "history-behind", detail);
  }

  /// History has too many questions, or this one took too long.
  static void busy(ServerRequest request, ServerResponse response, HistoryBusy busy) {
    LOG.warn("{} answered 503: {}", call(request), busy.getMessage());
    var detail = "history did not answer in time; nothing was done, try again later";
    unanswered(request, response, "history-busy", detail);
  }

  /// Live campaigns are behind, or closed.
  static void busy(ServerRequest request, ServerResponse response, LiveHostBusy busy) {
    LOG.warn("{} answered 503: {}", call(request), busy.getMessage());
    var detail = "live campaigns have not caught up; nothing was done, try again later";
    unanswered(request, response, "live-busy", detail);
  }

  private static void unanswered(
      ServerRequest request, ServerResponse response, String kind, String detail) {
    response.header(HeaderNames.RETRY_AFTER, Integer.toString(HISTORY_RETRY_SECONDS));
    send(request, response, Problem.of(Status.SERVICE_UNAVAILABLE_503, kind, detail));
  }

  private static String call(ServerRequest request) {
    return request.prologue().method() + " " + request.path().path();
  }

  static byte[] body(String path, Problem problem) {
    return Json.bytes(isCompatible(path) ? envelope(problem) : problem.members());
  }

  static String contentType(String path) {
    return isCompatible(path) ? "application/json" : "application/problem+json";
  }

  static void mistake(ServerRequest request, ServerResponse response, InvalidRequest mistake) {
    send(request, response, Problem.of(mistake));
  }

  static void known(ServerRequest request, ServerResponse response, HttpException exception) {
    var status = exception.status();
    exception.headers().forEach(response::header);
    send(
        request,
        response,
        Problem.of(status, kind(status), String.valueOf(exception.getMessage())));
  }

  static void unknown(ServerRequest request, ServerResponse response, Throwable failure) {
    var id = UUID.randomUUID();
    var call = call(request);
    switch (StoreFailure.of(failure)) {
      case UNREACHABLE -> {
        LOG.warn("{} answered 503, database unreachable [{}]", call, id, failure);
        response.header(HeaderNames.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        sendFailure(
            request,
            response,
            Status.SERVICE_UNAVAILABLE_503,
            "the database cannot answer now; nothing is acknowledged; try again",
            id);
      }
      case FULL -> {
        LOG.error("{} answered 507, no room on the disk [{}]", call, id, failure);
        var detail = "there is no room left on the disk; nothing was stored";
        sendFailure(request, response, INSUFFICIENT_STORAGE, detail, id);
      }
      case NONE -> {
        LOG.error("{} failed [{}]", call, id, failure);
        var detail = "something went wrong here, and the log says what";
        sendFailure(request, response, Status.INTERNAL_SERVER_ERROR_500, detail, id);
      }
    }
  }

  private static void sendFailure(
      ServerRequest request, ServerResponse response, Status status, String detail, UUID id) {
    send(request, response, Problem.of(status, kind(status), detail + " (failure " + id + ")"));
  }

  static String kind(Status status) {
    return switch (status.code()) {
      case 401 -> "credentials";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 413 -> "body-too-large";
      case 415 -> "unsupported-encoding";
      case 429 -> "overloaded";
      case 500 -> "internal";
      case 503, 507 -> "store-unavailable";
      default -> "invalid-request";
    };
  }

  private static boolean isCompatible(String path) {
    return path.startsWith("/1/")
        || path.equals("/get_custom_list_segment_url")
        || path.equals("/upload_custom_list_segment_completed");
  }

  private static Map<String, Object> envelope(Problem problem) {
    return Map.of("status", "fail", "error", problem.detail(), "code", problem.status());
  }
}
