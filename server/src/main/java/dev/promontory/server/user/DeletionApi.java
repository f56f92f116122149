package dev.promontory.server.user;

import dev.promontory.app.DeleteUser;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;

/// Deletes users. A second call finds nobody by the identity.
public final class DeletionApi implements Resource {
  private final DeleteUser deleteUser;
  private final FindUser findUser;
  private final Recent recent;
  private final InstantSource clock;

  public DeletionApi(DeleteUser deleteUser, Users users, Recent recent, InstantSource clock) {
    this.deleteUser = deleteUser;
    this.findUser = new FindUser(users, recent);
    this.recent = recent;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.delete("/api/v1/users/{identity}", this::delete));
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var found = findUser.byPath(request);
    if (found.isEmpty()) {
      Failures.send(
          request,
          response,
          Problem.of(Status.NOT_FOUND_404, "unknown-user", "nobody is known by this identity"));
      return;
    }
    deleteUser.delete(Caller.account(), found.getAsLong(), recent.history(), clock.instant());
    response.status(Status.NO_CONTENT_204).send();
  }
}
