package dev.promontory.server.work;

import dev.promontory.server.http.Failures;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `/api/v1/clock`: the settable clock of tests (contract 4.9), and `/api/v1/settled` (4.10).
public final class ClockApi implements Resource {
  /// The farthest one call may move the clock: a hundred years.
  private static final long MAX_ADVANCE_SECONDS = 100L * 366 * 86_400;

  private static final Set<String> FIELDS = Set.of("set", "advanceSeconds");

  private final @Nullable TimeTravel travel;
  private final Settling settling;

  /// @param travel moves the clock, or null if the server runs on the system clock
  public ClockApi(@Nullable TimeTravel travel, Settling settling) {
    this.travel = travel;
    this.settling = settling;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/clock", this::read),
        Route.post("/api/v1/clock", this::move),
        Route.get("/api/v1/settled", this::settled));
  }

  private void read(ServerRequest request, ServerResponse response) {
    if (travel == null) {
      noTestClock(request, response);
    } else {
      Json.send(response, Status.OK_200, Map.of("now", travel.now().toString()));
    }
  }

  private void move(ServerRequest request, ServerResponse response) throws InterruptedException {
    if (travel == null) {
      noTestClock(request, response);
      return;
    }
    if (travel.to(target(Json.read(request), travel.now()))) {
      Json.send(response, Status.OK_200, Map.of("now", travel.now().toString()));
    } else {
      unsettled(request, response, TimeTravel.PATIENCE);
    }
  }

  private void settled(ServerRequest request, ServerResponse response) throws InterruptedException {
    if (settling.settle()) {
      Json.send(response, Status.OK_200, Map.of("settled", true));
    } else {
      unsettled(request, response, Settling.PATIENCE);
    }
  }

  private static Instant target(JsonNode body, Instant now) {
    if (!body.isObject() || body.size() != 1) {
      throw new InvalidRequest("", "send either {\"set\":instant} or {\"advanceSeconds\":number}");
    }
    var field = body.propertyNames().iterator().next();
    if (!FIELDS.contains(field)) {
      throw new InvalidRequest(field, "there is no such field");
    }
    var target = field.equals("set") ? instant(body.get("set")) : now.plusSeconds(seconds(body));
    if (target.isBefore(now)) {
      throw new InvalidRequest(field, "the clock only goes forward; it is " + now);
    }
    if (target.getEpochSecond() - now.getEpochSecond() > MAX_ADVANCE_SECONDS) {
      throw new InvalidRequest(field, "that is more than a hundred years ahead");
    }
    return target;
  }

  private static Instant instant(JsonNode value) {
    if (value.isString()) {
      try {
        return Instant.parse(value.stringValue());
      } catch (DateTimeException _) {
        // Said below.
      }
    }
    throw new InvalidRequest("set", "write an instant such as 2026-12-31T23:59:00Z");
  }

  private static long seconds(JsonNode body) {
    var value = body.get("advanceSeconds");
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > MAX_ADVANCE_SECONDS) {
      throw new InvalidRequest("advanceSeconds", "write a whole number of seconds, 0 or more");
    }
    return value.longValue();
  }

  private static void noTestClock(ServerRequest request, ServerResponse response) {
    var detail = "the server runs on the system clock; start it with PROMONTORY_CLOCK=test";
    Failures.send(request, response, Problem.of(Status.NOT_FOUND_404, "no-test-clock", detail));
  }

  private static void unsettled(ServerRequest request, ServerResponse response, Duration patience) {
    var detail =
        "not everything took effect within %d seconds: there is much to do, or rewards go on causing rewards"
            .formatted(patience.toSeconds());
    Failures.send(request, response, Problem.of(Status.GATEWAY_TIMEOUT_504, "not-settled", detail));
  }
}
