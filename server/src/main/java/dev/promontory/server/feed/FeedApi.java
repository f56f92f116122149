package dev.promontory.server.feed;

import dev.promontory.log.EventLog;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live feed.
public final class FeedApi implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(FeedApi.class);
  private static final int RETRY_SECONDS = 10;

  /// Tells nginx to pass on what it gets.
  private static final HeaderName BUFFERING = HeaderNames.create("X-Accel-Buffering");

  private final FeedHub hub;
  private final EventLog log;
  private final Users users;
  private final UserNames names;

  /// @param log the one that the hub reads
  public FeedApi(FeedHub hub, EventLog log, Users users) {
    this.hub = hub;
    this.log = log;
    this.users = users;
    this.names = new UserNames(users);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/feed", this::feed));
  }

  private void feed(ServerRequest request, ServerResponse response) {
    var filter = FeedReader.filter(request, Caller.account().number(), users);
    var lastEventId = FeedReader.lastEventId(request);
    var subscribed = hub.subscribe(filter);
    if (subscribed.isEmpty()) {
      refuse(request, response);
      return;
    }
    var subscription = subscribed.get();
    try {
      stream(response, subscription, lastEventId.orElse(subscription.since()));
    } finally {
      hub.unsubscribe(subscription);
    }
  }

  private void stream(ServerResponse response, Subscription subscription, long after) {
    response
        .status(Status.OK_200)
        .header(HeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(BUFFERING, "no");
    try (var out = response.outputStream()) {
      var stream = new FeedStream(subscription, names, out, System::nanoTime);
      stream.begin(log, after);
      stream.follow();
    } catch (IOException e) {
      LOG.debug("a client of the live feed is gone", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("a live feed was cut off; its client goes on where it was", e);
    }
  }

  private static void refuse(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
    var detail =
        "the live feed has as many listeners as it serves, %d of an account and %d in all, or the server stops"
            .formatted(FeedHub.MAX_PER_ACCOUNT, FeedHub.MAX_SUBSCRIPTIONS);
    Failures.send(
        request, response, Problem.of(Status.SERVICE_UNAVAILABLE_503, "feed-full", detail));
  }
}
