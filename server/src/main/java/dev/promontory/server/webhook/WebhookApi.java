package dev.promontory.server.webhook;

import dev.promontory.account.Account;
import dev.promontory.app.SaveWebhook;
import dev.promontory.app.SteerWebhook;
import dev.promontory.app.WebhookOutcome;
import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import dev.promontory.server.document.WebhookReader;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Reply;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.webhook.Secrets;
import dev.promontory.webhook.Webhook;
import dev.promontory.webhook.WebhookDraft;
import dev.promontory.webhook.WebhookDraft.Edit;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Webhooks: created, listed, changed, paused, resumed and deleted. [DeliveryApi] tells what was
/// sent to them.
public final class WebhookApi implements Resource {
  private static final int MAX_PAGE = 1_000;

  private final Transactions transactions;
  private final WebhookReader reader;
  private final SaveWebhook save;
  private final SteerWebhook steer;
  private final Once once;
  private final SecureRandom random;
  private final InstantSource clock;

  /// What the resource works with.
  public record Parts(
      Transactions transactions,
      WebhookReader reader,
      SaveWebhook save,
      SteerWebhook steer,
      Once once,
      SecureRandom random,
      InstantSource clock) {}

  public WebhookApi(Parts parts) {
    this.transactions = parts.transactions();
    this.reader = parts.reader();
    this.save = parts.save();
    this.steer = parts.steer();
    this.once = parts.once();
    this.random = parts.random();
    this.clock = parts.clock();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/webhooks", this::create),
        Route.get("/api/v1/webhooks", this::list),
        Route.get("/api/v1/webhooks/{id}", this::get),
        Route.patch("/api/v1/webhooks/{id}", this::change),
        Route.delete("/api/v1/webhooks/{id}", this::delete),
        Route.post("/api/v1/webhooks/{id}/pause", this::pause),
        Route.post("/api/v1/webhooks/{id}/resume", this::resume),
        Route.post("/api/v1/webhooks/{id}/secret", this::rotate));
  }

  private void create(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var document = Flaws.document(request);
    switch (reader.draft(document)) {
      case Reading.Flawed<WebhookDraft>(var problems) -> refuse(request, response, problems);
      case Reading.Sound<WebhookDraft>(var draft) ->
          once.answer(
              request,
              response,
              Once.Call.of("webhooks", document.toString()),
              tx -> {
                var secret = Secrets.first(Signature.newSecret(random));
                return WebhookReplies.of(
                    save.create(tx, account, draft, secret, clock.instant()),
                    webhook -> Reply.of(Status.CREATED_201, WebhookView.created(webhook)));
              });
    }
  }

  private void list(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long after = Query.whole(request, "cursor", 0, Long.MAX_VALUE, 0);
    int limit = (int) Query.whole(request, "limit", 1, MAX_PAGE, MAX_PAGE);
    var views =
        transactions.inTransaction(
            tx -> {
              var page =
                  tx.webhooks().list(account).stream()
                      .filter(webhook -> webhook.id() > after)
                      .limit(limit)
                      .toList();
              var waiting = tx.deliveries().waiting(page.stream().map(Webhook::id).toList());
              return page.stream()
                  .map(each -> WebhookView.of(each, waiting.getOrDefault(each.id(), 0)))
                  .toList();
            });
    var cursor = views.size() < limit ? null : String.valueOf(views.getLast().get("id"));
    Json.send(response, Status.OK_200, Pages.of(views, cursor));
  }

  private void get(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long id = Query.id(request);
    transactions
        .inTransaction(tx -> tx.webhooks().find(account, id).map(webhook -> shown(tx, webhook)))
        .orElseGet(() -> Reply.of(WebhookReplies.unknown()))
        .send(response);
  }

  private void change(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    switch (reader.edit(Flaws.document(request))) {
      case Reading.Flawed<Edit>(var problems) -> refuse(request, response, problems);
      case Reading.Sound<Edit>(var edit) ->
          answer(response, tx -> save.change(tx, account, id, edit, clock.instant()));
    }
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    switch (transactions.inTransaction(tx -> steer.delete(tx, account, id, clock.instant()))) {
      case WebhookOutcome.Saved _ -> response.status(Status.NO_CONTENT_204).send();
      case WebhookOutcome other ->
          WebhookReplies.of(other, _ -> Reply.of(WebhookReplies.unknown())).send(response);
    }
  }

  private void pause(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    answer(response, tx -> steer.pause(tx, account, id, clock.instant()));
  }

  private void resume(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    answer(response, tx -> steer.resume(tx, account, id, clock.instant()));
  }

  private void rotate(ServerRequest request, ServerResponse response) {
    Account account = Caller.account();
    long id = Query.id(request);
    var secret = Signature.newSecret(random);
    var outcome =
        transactions.inTransaction(tx -> steer.rotate(tx, account, id, secret, clock.instant()));
    WebhookReplies.of(
            outcome, webhook -> Reply.of(Status.OK_200, WebhookView.rotated(webhook.secrets())))
        .send(response);
  }

  private void answer(ServerResponse response, Function<Tx, WebhookOutcome> work) {
    transactions
        .inTransaction(tx -> WebhookReplies.of(work.apply(tx), webhook -> shown(tx, webhook)))
        .send(response);
  }

  private static Reply shown(Tx tx, Webhook webhook) {
    int waiting = tx.deliveries().waiting(List.of(webhook.id())).getOrDefault(webhook.id(), 0);
    return Reply.of(Status.OK_200, WebhookView.of(webhook, waiting));
  }

  private static void refuse(
      ServerRequest request, ServerResponse response, List<Problem> problems) {
    Failures.send(request, response, Flaws.problem(problems));
  }
}
