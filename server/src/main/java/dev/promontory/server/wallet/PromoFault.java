package dev.promontory.server.wallet;

import dev.promontory.server.http.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/// A caller's mistake at one of the reference's wallet endpoints, with the reference's code.
///
/// The codes stand in the body. An identity or a parameter that is missing or unknown is HTTP 400,
/// a reused idempotency key 409; everything else the reference answers with its code in a body, so
/// HTTP 200 (S8).
final class PromoFault extends RuntimeException {
  /// What most things are answered with.
  static final int INVALID = 777;

  static final int PARAMETER = 400;
  static final int NOT_NUMERIC = 500;
  static final int KEY_REUSED = 409;

  private final int code;

  PromoFault(int code, String message) {
    super(message);
    this.code = code;
  }

  static PromoFault invalid(String message) {
    return new PromoFault(INVALID, message);
  }

  /// A handler whose faults are answered in the reference's envelope.
  static Handler answering(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (PromoFault fault) {
        fault.send(response);
      }
    };
  }

  private void send(ServerResponse response) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("status", "fail");
    envelope.put("error", getMessage());
    envelope.put("code", code);
    var status =
        switch (code) {
          case PARAMETER -> Status.BAD_REQUEST_400;
          case KEY_REUSED -> Status.CONFLICT_409;
          default -> Status.OK_200;
        };
    Json.send(response, status, envelope);
  }
}
