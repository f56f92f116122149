package dev.promontory.server.user;

import dev.promontory.app.MergeUsers;
import dev.promontory.document.Reading;
import dev.promontory.server.document.MergeRequest;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Reply;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes two users one, as far as points and rewards go.
public final class MergeApi implements Resource {
  private final Users users;
  private final Once once;
  private final InstantSource clock;
  private final MergeUsers mergeUsers = new MergeUsers();

  public MergeApi(Users users, Once once, InstantSource clock) {
    this.users = users;
    this.once = once;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/v1/users/merge", this::merge));
  }

  private void merge(ServerRequest request, ServerResponse response) {
    var document = Flaws.document(request);
    switch (MergeRequest.read(document)) {
      case Reading.Flawed<MergeRequest>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<MergeRequest>(var wanted) -> {
        var account = Caller.account();
        var known = users.findAll(account.number(), List.of(wanted.from(), wanted.into()));
        var from = known.get(wanted.from());
        var into = known.get(wanted.into());
        if (from == null || into == null) {
          Failures.send(request, response, unknown(from == null ? wanted.from() : wanted.into()));
          return;
        }
        once.answer(
            request,
            response,
            Once.Call.of("users/merge", document.toString()),
            tx -> reply(mergeUsers.merge(tx, account, from, into, clock.instant()), wanted));
      }
    }
  }

  private static Reply reply(MergeUsers.Outcome outcome, MergeRequest wanted) {
    return switch (outcome) {
      case MERGED, ONE_ALREADY -> {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("from", wanted.from().value());
        view.put("into", wanted.into().value());
        view.put("merged", outcome == MergeUsers.Outcome.MERGED);
        yield Reply.of(Status.OK_200, view);
      }
      case DELETED ->
          Reply.of(
              Problem.of(
                  Status.UNPROCESSABLE_CONTENT_422, "user-deleted", "one of them was deleted"));
      case TOO_MANY_POINTS ->
          Reply.of(
              Problem.of(
                  Status.UNPROCESSABLE_CONTENT_422,
                  "too-many-points",
                  "together they have more points than can be counted"));
    };
  }

  private static Problem unknown(Identity identity) {
    return Problem.of(
        Status.NOT_FOUND_404, "unknown-user", "nobody is known as " + identity.value());
  }
}
