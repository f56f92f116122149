package dev.promontory.server.http;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;

/// One line of a resource's route table.
///
/// @param access who may call it
/// @param path a Helidon path template such as `/api/v1/campaigns/{id}`
public record Route(Access access, Method method, String path, Handler handler) {

  /// Who may call a route.
  public enum Access {
    /// Anybody.
    OPEN,
    /// Whoever shows an account's credentials; the account is in [Caller].
    CREDENTIALS
  }

  public static Route get(String path, Handler handler) {
    return new Route(Access.CREDENTIALS, Method.GET, path, handler);
  }

  public static Route post(String path, Handler handler) {
    return new Route(Access.CREDENTIALS, Method.POST, path, handler);
  }

  public static Route put(String path, Handler handler) {
    return new Route(Access.CREDENTIALS, Method.PUT, path, handler);
  }

  public static Route patch(String path, Handler handler) {
    return new Route(Access.CREDENTIALS, Method.PATCH, path, handler);
  }

  public static Route delete(String path, Handler handler) {
    return new Route(Access.CREDENTIALS, Method.DELETE, path, handler);
  }

  /// A GET that anybody may call.
  public static Route open(String path, Handler handler) {
    return new Route(Access.OPEN, Method.GET, path, handler);
  }
}
