package dev.promontory.server.webhook;

import dev.promontory.app.ReplayDeliveries;
import dev.promontory.app.ReplayDeliveries.Outcome;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.store.Transactions;
import dev.promontory.webhook.Deliveries;
import dev.promontory.webhook.Deliveries.Wanted;
import dev.promontory.webhook.Delivery;
import dev.promontory.webhook.DeliveryKey;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is sent to webhooks: a call to try one, the deliveries of one, and sending them anew.
public final class DeliveryApi implements Resource {
  /// The most calls that are tried at once, of all accounts.
  static final int MAX_TESTS = 8;

  private static final int DEFAULT_PAGE = 100;

  private final Transactions transactions;
  private final ReplayDeliveries replay;
  private final Post post;
  private final InstantSource clock;
  private final Semaphore tests = new Semaphore(MAX_TESTS);

  public DeliveryApi(
      Transactions transactions, ReplayDeliveries replay, Post post, InstantSource clock) {
    this.transactions = transactions;
    this.replay = replay;
    this.post = post;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/webhooks/{id}/test", this::test),
        Route.get("/api/v1/webhooks/{id}/deliveries", this::list),
        Route.get("/api/v1/webhooks/{id}/deliveries/{deliveryId}", this::get),
        Route.post("/api/v1/webhooks/{id}/deliveries/{deliveryId}/replay", this::replay),
        Route.post("/api/v1/webhooks/{id}/replay", this::replayFailed));
  }

  private void test(ServerRequest request, ServerResponse response) throws InterruptedException {
    int account = Caller.account().number();
    long id = Query.id(request);
    var found = transactions.inTransaction(tx -> tx.webhooks().find(account, id));
    if (found.isEmpty()) {
      Failures.send(request, response, WebhookReplies.unknown());
    } else if (!tests.tryAcquire()) {
      var detail = MAX_TESTS + " webhooks are being tried already; try again in a moment";
      Failures.send(
          request, response, Problem.of(Status.TOO_MANY_REQUESTS_429, "overloaded", detail));
    } else {
      try {
        var now = clock.instant();
        var messageId = "msg_" + id + "_test_" + now.toEpochMilli();
        var attempt = post.send(found.get(), messageId, testBody(id, now));
        Json.send(response, Status.OK_200, WebhookView.of(attempt));
      } finally {
        tests.release();
      }
    }
  }

  private static String testBody(long id, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "webhook.test");
    body.put("timestamp", now.toString());
    body.put("data", Map.of("webhookId", id));
    return EventJson.json(body);
  }

  private void list(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long id = Query.id(request);
    var state = Query.text(request, "status").map(DeliveryApi::state).orElse(null);
    long before = Query.whole(request, "cursor", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) Query.whole(request, "limit", 1, Deliveries.MAX_PAGE, DEFAULT_PAGE);
    var wanted = new Wanted(id, state, before, limit);
    Optional<List<Delivery>> found =
        transactions.inTransaction(
            tx -> tx.webhooks().find(account, id).map(_ -> tx.deliveries().page(wanted)));
    if (found.isEmpty()) {
      Failures.send(request, response, WebhookReplies.unknown());
      return;
    }
    var page = found.get();
    var cursor = page.size() < limit ? null : Long.toString(page.getLast().key().position());
    Json.send(
        response, Status.OK_200, Pages.of(page.stream().map(WebhookView::of).toList(), cursor));
  }

  private static Delivery.@Nullable State state(String word) {
    for (var state : Delivery.State.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
        return state;
      }
    }
    throw new InvalidRequest("status", "a delivery is waiting, delivered or failed");
  }

  private void get(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    var key = key(request);
    Optional<Delivery> found =
        transactions.inTransaction(
            tx ->
                tx.webhooks()
                    .find(account, key.webhookId())
                    .flatMap(_ -> tx.deliveries().find(key)));
    found.ifPresentOrElse(
        delivery -> Json.send(response, Status.OK_200, WebhookView.of(delivery)),
        () -> Failures.send(request, response, WebhookReplies.unknownDelivery()));
  }

  private void replay(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var key = key(request);
    switch (transactions.inTransaction(tx -> replay.replay(tx, account, key, clock.instant()))) {
      case Outcome.Replayed(var delivery) ->
          Json.send(response, Status.ACCEPTED_202, WebhookView.of(delivery));
      case Outcome.Unknown() -> Failures.send(request, response, WebhookReplies.unknownDelivery());
      case Outcome.TooManyWaiting(int max) ->
          Failures.send(request, response, WebhookReplies.tooManyWaiting(max));
    }
  }

  private void replayFailed(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    var since = since(Json.read(request));
    var replayed =
        transactions.inTransaction(
            tx -> replay.replayFailed(tx, account, id, since, clock.instant()));
    if (replayed.isEmpty()) {
      Failures.send(request, response, WebhookReplies.unknown());
    } else {
      Json.send(response, Status.ACCEPTED_202, Map.of("replayed", replayed.getAsInt()));
    }
  }

  private static Instant since(JsonNode body) {
    var since = body.path("since");
    if (body.isObject() && body.size() == 1 && since.isString()) {
      try {
        return Instant.parse(since.stringValue());
      } catch (DateTimeException _) {
        // Said below.
      }
    }
    throw new InvalidRequest(
        "since", "the body is {\"since\":instant}, with an instant such as 2026-12-31T23:59:00Z");
  }

  private static DeliveryKey key(ServerRequest request) {
    return new DeliveryKey(Query.id(request), Query.id(request, "deliveryId"));
  }
}
