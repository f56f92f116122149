package dev.promontory.server.campaign;

import dev.promontory.app.CampaignOutcome;
import dev.promontory.app.ChangeCampaign;
import dev.promontory.app.ChangeCampaign.Change;
import dev.promontory.app.CheckCampaign;
import dev.promontory.app.DraftCampaign;
import dev.promontory.app.PublishCampaign;
import dev.promontory.app.SteerCampaign;
import dev.promontory.campaign.Campaigns;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.store.Transactions;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Campaigns: drafted, checked, published, changed and steered. [CampaignReports] tells what they
/// did.
public final class CampaignApi implements Resource {
  private static final String BY_API = "api";
  private static final int DEFAULT_PAGE = 100;

  private final Parts parts;

  /// What the resource works with.
  public record Parts(
      Transactions transactions,
      DraftCampaign draftCampaign,
      ChangeCampaign changeCampaign,
      CheckCampaign checkCampaign,
      PublishCampaign publishCampaign,
      SteerCampaign steerCampaign,
      Once once,
      InstantSource clock) {}

  public CampaignApi(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/campaigns", this::create),
        Route.get("/api/v1/campaigns", this::list),
        Route.post("/api/v1/campaigns/validate", this::validate),
        Route.get("/api/v1/campaigns/{id}", this::get),
        Route.put("/api/v1/campaigns/{id}", this::change),
        Route.delete("/api/v1/campaigns/{id}", this::delete),
        Route.post("/api/v1/campaigns/{id}/publish", this::publish),
        Route.post("/api/v1/campaigns/{id}/pause", this::pause),
        Route.post("/api/v1/campaigns/{id}/resume", this::resume),
        Route.post("/api/v1/campaigns/{id}/stop", this::stop),
        Route.post("/api/v1/campaigns/{id}/archive", this::archive),
        Route.post("/api/v1/campaigns/{id}/clone", this::copy),
        Route.post("/api/v1/campaigns/{id}/approve", CampaignApi::refuseApproval),
        Route.post("/api/v1/campaigns/{id}/reject", CampaignApi::refuseApproval));
  }

  private void create(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var json = Flaws.document(request).toString();
    parts
        .once()
        .answer(
            request,
            response,
            Once.Call.of("campaigns", json.getBytes(StandardCharsets.UTF_8)),
            tx ->
                CampaignReplies.of(
                    parts
                        .draftCampaign()
                        .create(tx, account, json, BY_API, parts.clock().instant()),
                    Status.CREATED_201));
  }

  private void list(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    var filter = FilterReader.read(request, Caller.account().zone());
    long before = Query.whole(request, "cursor", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) Query.whole(request, "limit", 1, Campaigns.MAX_PAGE, DEFAULT_PAGE);
    var page =
        parts
            .transactions()
            .inTransaction(tx -> tx.campaigns().page(account, filter, before, limit));
    var cursor = page.size() < limit ? null : Long.toString(page.getLast().id());
    Json.send(
        response, Status.OK_200, Pages.of(page.stream().map(CampaignView::of).toList(), cursor));
  }

  private void validate(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var json = Flaws.document(request).toString();
    var checked =
        parts
            .transactions()
            .inTransaction(
                tx -> parts.checkCampaign().check(tx, account, json, parts.clock().instant()));
    Json.send(response, Status.OK_200, CampaignView.of(checked.problems()));
  }

  private void get(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long id = Query.id(request);
    parts
        .transactions()
        .inTransaction(tx -> tx.campaigns().find(account, id))
        .ifPresentOrElse(
            campaign -> Json.send(response, Status.OK_200, CampaignView.of(campaign)),
            () -> Failures.send(request, response, CampaignReplies.unknown()));
  }

  private void change(ServerRequest request, ServerResponse response) {
    var document = Flaws.document(request);
    long id = Query.id(request);
    var revision = revision(document, id);
    var change = new Change(id, ownFields(document), revision, BY_API);
    send(
        response, parts.changeCampaign().change(Caller.account(), change, parts.clock().instant()));
  }

  /// The revision that a changed document came from, if it says so. What a caller got by GET can be
  /// changed and sent back as it is.
  private static @Nullable Integer revision(JsonNode document, long id) {
    var named = document.path("id");
    if (!isAbsent(named) && !(named.isIntegralNumber() && named.asLong(0) == id)) {
      throw new InvalidRequest("id", "this is not the id of the campaign that is changed");
    }
    var revision = document.path("revision");
    if (isAbsent(revision)) {
      return null;
    }
    if (!revision.isIntegralNumber() || !revision.canConvertToInt()) {
      throw new InvalidRequest("revision", "this is the revision that is changed");
    }
    return revision.intValue();
  }

  /// `null` is the same as missing, everywhere.
  private static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }

  private static String ownFields(JsonNode document) {
    if (document instanceof ObjectNode object) {
      return object.deepCopy().remove(CampaignView.ADDED).toString();
    }
    return document.toString();
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var outcome =
        parts.steerCampaign().delete(Caller.account(), Query.id(request), parts.clock().instant());
    if (outcome instanceof CampaignOutcome.Done) {
      response.status(Status.NO_CONTENT_204).send();
    } else {
      send(response, outcome);
    }
  }

  private void publish(ServerRequest request, ServerResponse response) {
    var now = parts.clock().instant();
    send(
        response,
        parts.publishCampaign().publish(Caller.account(), Query.id(request), BY_API, now));
  }

  private void pause(ServerRequest request, ServerResponse response) {
    var now = parts.clock().instant();
    send(response, parts.steerCampaign().pause(Caller.account(), Query.id(request), now));
  }

  private void resume(ServerRequest request, ServerResponse response) {
    var now = parts.clock().instant();
    send(response, parts.steerCampaign().resume(Caller.account(), Query.id(request), now));
  }

  private void stop(ServerRequest request, ServerResponse response) {
    var now = parts.clock().instant();
    send(response, parts.steerCampaign().stop(Caller.account(), Query.id(request), now));
  }

  private void archive(ServerRequest request, ServerResponse response) {
    var now = parts.clock().instant();
    send(response, parts.steerCampaign().archive(Caller.account(), Query.id(request), now));
  }

  private void copy(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    parts
        .once()
        .answer(
            request,
            response,
            Once.Call.of("campaigns/" + id + "/clone", new byte[0]),
            tx ->
                CampaignReplies.of(
                    parts.draftCampaign().copy(tx, account, id, BY_API, parts.clock().instant()),
                    Status.CREATED_201));
  }

  private static void send(ServerResponse response, CampaignOutcome outcome) {
    CampaignReplies.of(outcome, Status.OK_200).send(response);
  }

  private static void refuseApproval(ServerRequest request, ServerResponse response) {
    Failures.send(
        request,
        response,
        Problem.of(Status.UNPROCESSABLE_CONTENT_422, "not-built", "Approval is not built yet."));
  }
}
