package dev.promontory.server.user;

import dev.promontory.record.Name;
import dev.promontory.record.Profile;
import dev.promontory.record.Value;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `GET /1/profile.json`: one user, as the reference shows them.
public final class ProfileApi implements Resource {
  private final Users users;
  private final FindUser findUser;
  private final Recent recent;

  public ProfileApi(Users users, Recent recent) {
    this.users = users;
    this.findUser = new FindUser(users, recent);
    this.recent = recent;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/1/profile.json", this::get));
  }

  private void get(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var found = findUser.byParameters(request);
    if (found.isEmpty()) {
      var problem = Problem.of(Status.NOT_FOUND_404, "unknown-user", "nobody is known by this");
      Failures.send(request, response, problem);
      return;
    }
    long user = found.getAsLong();
    var identities = users.identities(account.number(), List.of(user));
    var profile = recent.history().profile(account, user);
    var record = record(identities.getOrDefault(user, List.of()), profile);
    Json.send(response, Status.OK_200, Map.of("status", "success", "record", record));
  }

  /// A profile as the reference writes it: identities by their keys, name, e-mail and phone from
  /// the profile, and all of its properties.
  public static Map<String, Object> record(List<Identity> identities, Profile profile) {
    Map<String, Object> record = new LinkedHashMap<>();
    for (var identity : identities) {
      record.putIfAbsent(identity.kind().key(), identity.value());
    }
    for (var key : List.of("name", "email", "phone")) {
      if (profile.properties().find(Name.of(key)) instanceof Value.Text text) {
        record.put(key, text.text());
      }
    }
    record.put("profileData", PropertiesJson.of(profile.properties()));
    return record;
  }
}
