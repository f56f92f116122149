package dev.promontory.server.query;

import dev.promontory.record.Profile;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.server.user.ProfileApi;
import dev.promontory.server.user.Recent;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/1/profiles.json` and `/1/counts/profiles.json`: users of whom a query holds.
public final class ProfilesApi implements Resource {
  private static final String KIND = "profiles";
  private static final int DEFAULT_BATCH = 500;

  private final Users users;
  private final Recent recent;
  private final InstantSource clock;

  public ProfilesApi(Users users, Recent recent, InstantSource clock) {
    this.users = users;
    this.recent = recent;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/1/profiles.json", this::begin),
        Route.get("/1/profiles.json", this::next),
        Route.post("/1/counts/profiles.json", this::count));
  }

  private void begin(ServerRequest request, ServerResponse response) {
    int batch = (int) Query.whole(request, "batch_size", 1, Cursor.MAX_BATCH, DEFAULT_BATCH);
    var json = Json.read(request);
    var cursor = new Cursor(KIND, json, today(), batch, 0);
    cursor.query();
    Json.send(response, Status.OK_200, Map.of("status", "success", "cursor", cursor.encode()));
  }

  private void next(ServerRequest request, ServerResponse response) {
    var cursor = Cursor.decode(Query.text(request, "cursor").orElse(""), KIND);
    var account = Caller.account();
    var history = recent.history();
    var members = history.members(account, cursor.query().rule(), clock.instant()).toArray();
    int from = Arrays.binarySearch(members, cursor.after() + 1);
    int start = from >= 0 ? from : -from - 1;
    int end = Math.min(members.length, start + cursor.batchSize());
    var batch = Arrays.stream(members, start, end).boxed().toList();
    var identities = users.identities(account.number(), batch);
    var profiles = history.profiles(account, batch);
    List<Map<String, Object>> records = new ArrayList<>();
    for (var user : batch) {
      records.add(
          ProfileApi.record(
              identities.getOrDefault(user, List.of()),
              profiles.getOrDefault(user, Profile.EMPTY)));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", "success");
    answer.put("records", records);
    if (end < members.length) {
      answer.put("next_cursor", cursor.behind(members[end - 1]).encode());
    }
    Json.send(response, Status.OK_200, answer);
  }

  private void count(ServerRequest request, ServerResponse response) {
    var query = QueryReader.read(Json.read(request), today());
    long count = recent.history().count(Caller.account(), query.rule(), clock.instant());
    Json.send(response, Status.OK_200, Map.of("status", "success", "count", count));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Caller.account().zone());
  }
}
