package dev.promontory.server.segment;

import dev.promontory.account.Account;
import dev.promontory.app.MatchList.Matched;
import dev.promontory.app.SaveList;
import dev.promontory.segment.Segment;
import dev.promontory.segment.SegmentDraft;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Reply;
import dev.promontory.server.http.RequestBody;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.DigestInputStream;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// `POST /api/v1/segments/lists?name=`: a segment that is a list of users, from CSV.
public final class ListApi implements Resource {
  private static final int MAX_AT_ONCE = 2;

  private final ListFile listFile;
  private final Once once;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MAX_AT_ONCE);

  public ListApi(Users users, Once once, InstantSource clock) {
    this.listFile = new ListFile(users);
    this.once = once;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/v1/segments/lists", this::create));
  }

  /// A large list takes memory while it is read; few are read at once.
  private void create(ServerRequest request, ServerResponse response) {
    var name = name(request);
    if (!places.tryAcquire()) {
      response.header(HeaderNames.RETRY_AFTER, "1");
      var detail = "Too many lists are being read at the same time; try again.";
      Failures.send(
          request, response, Problem.of(Status.TOO_MANY_REQUESTS_429, "overloaded", detail));
      return;
    }
    try {
      create(request, response, Caller.account(), name);
    } finally {
      places.release();
    }
  }

  private void create(
      ServerRequest request, ServerResponse response, Account account, String name) {
    var digest = Once.Call.sha256();
    var body = new DigestInputStream(RequestBody.stream(request), digest);
    var matched = listFile.read(account.number(), body);
    var call = new Once.Call("lists/" + name, HexFormat.of().formatHex(digest.digest()));
    once.answer(
        request,
        response,
        call,
        tx ->
            SegmentReplies.of(
                new SaveList().create(tx, account, name, matched.users(), clock.instant()),
                segment -> Reply.of(Status.CREATED_201, view(segment, matched))));
  }

  private static Map<String, Object> view(Segment segment, Matched matched) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", segment.id());
    view.put("name", segment.name());
    view.put("accepted", matched.users().size());
    view.put("rejected", matched.rejected());
    view.put("rejectedTotal", matched.rejections());
    return view;
  }

  private static String name(ServerRequest request) {
    var name = Query.text(request, "name").map(String::strip).orElse("");
    boolean isFit =
        !name.isEmpty()
            && name.codePointCount(0, name.length()) <= SegmentDraft.MAX_NAME
            && name.codePoints().noneMatch(ListApi::isHostile);
    if (!isFit) {
      throw new InvalidRequest(
          "name", "a list has a name of 1 to " + SegmentDraft.MAX_NAME + " characters");
    }
    return name;
  }

  private static boolean isHostile(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }
}
