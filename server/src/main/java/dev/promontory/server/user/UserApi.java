package dev.promontory.server.user;

import dev.promontory.app.ShowWallets;
import dev.promontory.history.History;
import dev.promontory.history.PastEvent;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Users: sought by a text, and one with profile, wallets and events.
public final class UserApi implements Resource {
  private static final int MAX_FOUND = 100;
  private static final int DEFAULT_EVENTS = 100;

  /// Time and position of the last event of the page before.
  private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,18})\\.(\\d{1,18})");

  private final Users users;
  private final FindUser findUser;
  private final Recent recent;
  private final ShowWallets showWallets;
  private final InstantSource clock;

  public UserApi(Users users, Recent recent, ShowWallets showWallets, InstantSource clock) {
    this.users = users;
    this.findUser = new FindUser(users, recent);
    this.recent = recent;
    this.showWallets = showWallets;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/users", this::search),
        Route.get("/api/v1/users/{identity}", this::get),
        Route.get("/api/v1/users/{identity}/events", this::events));
  }

  /// There is no next page: a search box asks for more letters instead.
  private void search(ServerRequest request, ServerResponse response) {
    var text = Query.text(request, "q").orElse("");
    int limit = (int) Query.whole(request, "limit", 1, MAX_FOUND, MAX_FOUND);
    var found = users.search(Caller.account().number(), text, limit);
    var items = found.stream().map(UserApi::identity).toList();
    Json.send(response, Status.OK_200, Pages.of(items, null));
  }

  private void get(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var found = findUser.byPath(request);
    if (isUnknown(found, request, response)) {
      return;
    }
    long user = found.getAsLong();
    var identities = users.identities(account.number(), List.of(user));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("user", user);
    view.put(
        "identities",
        identities.getOrDefault(user, List.of()).stream().map(UserApi::identity).toList());
    view.put("profile", PropertiesJson.of(recent.history().profile(account, user).properties()));
    view.put(
        "wallets",
        showWallets.show(account.number(), user, clock.instant()).stream()
            .map(UserApi::wallet)
            .toList());
    Json.send(response, Status.OK_200, view);
  }

  private void events(ServerRequest request, ServerResponse response) {
    int limit = (int) Query.whole(request, "limit", 1, History.MAX_EVENTS, DEFAULT_EVENTS);
    var before = Query.text(request, "cursor").map(UserApi::key).orElse(null);
    var found = findUser.byPath(request);
    if (isUnknown(found, request, response)) {
      return;
    }
    var page = recent.history().events(Caller.account(), found.getAsLong(), before, limit);
    var items = page.stream().map(UserApi::event).toList();
    var next = page.size() < limit ? null : cursor(page.getLast().key());
    Json.send(response, Status.OK_200, Pages.of(items, next));
  }

  private static boolean isUnknown(
      OptionalLong found, ServerRequest request, ServerResponse response) {
    if (found.isEmpty()) {
      var problem = Problem.of(Status.NOT_FOUND_404, "unknown-user", "nobody is known by this");
      Failures.send(request, response, problem);
    }
    return found.isEmpty();
  }

  private static Map<String, Object> identity(Identity identity) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("identity", identity.value());
    view.put("type", identity.kind().key());
    return view;
  }

  private static Map<String, Object> wallet(ShowWallets.Shown shown) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("walletId", shown.wallet().id());
    view.put("name", shown.wallet().name());
    view.put("pointsName", shown.wallet().pointsName());
    view.put("active", shown.balance().active().toBigDecimal());
    view.put("promised", shown.balance().promised().toBigDecimal());
    return view;
  }

  private static Map<String, Object> event(PastEvent event) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", event.name().display());
    view.put("at", Instant.ofEpochSecond(event.key().epochSecond()).toString());
    view.put("position", event.key().position());
    view.put("properties", PropertiesJson.of(event.properties()));
    return view;
  }

  private static String cursor(PastEvent.Key key) {
    return key.epochSecond() + "." + key.position();
  }

  private static PastEvent.@Nullable Key key(String cursor) {
    var parts = CURSOR.matcher(cursor);
    if (!parts.matches()) {
      throw new InvalidRequest("cursor", "this is no cursor of this list");
    }
    return new PastEvent.Key(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
  }
}
