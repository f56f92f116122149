package dev.promontory.server.feed;

import dev.promontory.record.Name;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Query;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a request wants of the feed.
final class FeedReader {
  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
  private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

  private FeedReader() {}

  /// @throws InvalidRequest if a parameter is not what it should be
  static FeedFilter filter(ServerRequest request, int account, Users users) {
    long campaign = Query.whole(request, "campaign", 1, Long.MAX_VALUE, 0);
    return new FeedFilter(
        account,
        kinds(request),
        Query.text(request, "event").map(Name::of).orElse(null),
        campaign == 0 ? null : (Long) campaign,
        person(request, account, users));
  }

  private static Set<FeedKind> kinds(ServerRequest request) {
    var text = Query.text(request, "kind");
    if (text.isEmpty()) {
      return EnumSet.allOf(FeedKind.class);
    }
    var kinds = EnumSet.noneOf(FeedKind.class);
    for (var key : text.get().split(",", -1)) {
      kinds.add(kind(key));
    }
    return kinds;
  }

  private static FeedKind kind(String key) {
    for (var kind : FeedKind.values()) {
      if (kind.key().equals(key)) {
        return kind;
      }
    }
    throw new InvalidRequest(
        "kind",
        "one or more of event, profile, reward, qualification, grant and refusal, with commas"
            + " between");
  }

  private static @Nullable Person person(ServerRequest request, int account, Users users) {
    var value = Query.text(request, "identity");
    if (value.isEmpty()) {
      return null;
    }
    if (!Identity.isFit(value.get())) {
      throw new InvalidRequest("identity", "this has up to " + Identity.MAX_LENGTH + " characters");
    }
    var type = Query.text(request, "type").orElse(Identity.Kind.IDENTITY.key());
    for (var kind : Identity.Kind.values()) {
      if (kind.key().equals(type)) {
        return new Person(users, account, new Identity(kind, value.get()));
      }
    }
    throw new InvalidRequest("type", "one of identity, objectId, FBID and GPID");
  }

  /// The position that a client which comes again was told last.
  ///
  /// @throws InvalidRequest if it is no position
  static OptionalLong lastEventId(ServerRequest request) {
    var id = request.headers().first(LAST_EVENT_ID).filter(text -> !text.isEmpty());
    if (id.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!POSITION.matcher(id.get()).matches()) {
      throw new InvalidRequest(LAST_EVENT_ID.defaultCase(), "this is no id of this feed");
    }
    return OptionalLong.of(Long.parseLong(id.get()));
  }
}
