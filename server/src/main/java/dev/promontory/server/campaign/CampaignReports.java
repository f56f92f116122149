package dev.promontory.server.campaign;

import dev.promontory.app.ExplainCampaign;
import dev.promontory.campaign.Campaign;
import dev.promontory.campaign.Runs;
import dev.promontory.grant.Calendar;
import dev.promontory.grant.Grant;
import dev.promontory.grant.GrantKey;
import dev.promontory.grant.Grants;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.server.http.TimeRange;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What campaigns did: runs, grants, totals, refusals, and why somebody got something or not.
public final class CampaignReports implements Resource {
  private static final int DEFAULT_PAGE = 100;

  private final Transactions transactions;
  private final Users users;
  private final ExplainCampaign explainCampaign;
  private final InstantSource clock;

  public CampaignReports(
      Transactions transactions,
      Users users,
      ExplainCampaign explainCampaign,
      InstantSource clock) {
    this.transactions = transactions;
    this.users = users;
    this.explainCampaign = explainCampaign;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/campaigns/{id}/runs", this::runs),
        Route.get("/api/v1/campaigns/{id}/grants", this::grants),
        Route.get("/api/v1/campaigns/{id}/revisions", this::revisions),
        Route.get("/api/v1/campaigns/{id}/stats", this::stats),
        Route.get("/api/v1/campaigns/{id}/errors", this::errors),
        Route.get("/api/v1/campaigns/{id}/explain", this::explain));
  }

  private void runs(ServerRequest request, ServerResponse response) {
    long before = Query.whole(request, "cursor", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) Query.whole(request, "limit", 1, Runs.MAX_PAGE, DEFAULT_PAGE);
    report(
        request,
        response,
        (tx, campaign) -> {
          var page = tx.runs().page(campaign.id(), before, limit);
          var cursor = page.size() < limit ? null : Long.toString(page.getLast().id());
          return Pages.of(page.stream().map(CampaignView::of).toList(), cursor);
        });
  }

  private void revisions(ServerRequest request, ServerResponse response) {
    report(
        request,
        response,
        (tx, campaign) ->
            Pages.of(
                tx.campaigns().revisions(campaign.id()).stream().map(CampaignView::of).toList(),
                null));
  }

  private void grants(ServerRequest request, ServerResponse response) {
    var cursor = Query.text(request, "cursor").map(CampaignReports::key).orElse(null);
    int limit = (int) Query.whole(request, "limit", 1, Grants.MAX_PAGE, DEFAULT_PAGE);
    int account = Caller.account().number();
    long id = Query.id(request);
    transactions
        .inTransaction(
            tx ->
                tx.campaigns()
                    .find(account, id)
                    .map(campaign -> grants(tx, campaign, cursor, limit)))
        .ifPresentOrElse(
            grants -> Json.send(response, Status.OK_200, page(account, grants, limit)),
            () -> Failures.send(request, response, CampaignReplies.unknown()));
  }

  private static List<Grant> grants(Tx tx, Campaign campaign, @Nullable GrantKey after, int limit) {
    var from = after == null ? null : new GrantKey(campaign.id(), after.occurrence(), after.user());
    return tx.grants().page(campaign.id(), from, limit);
  }

  /// Identities are asked for outside of the transaction: they take a connection of their own.
  private Map<String, Object> page(int account, List<Grant> grants, int limit) {
    var numbers = grants.stream().map(grant -> grant.key().user()).distinct().toList();
    var identities = users.identities(account, numbers);
    var items =
        grants.stream()
            .map(
                grant ->
                    ReportView.of(
                        grant,
                        identities.getOrDefault(grant.key().user(), List.of()).stream()
                            .findFirst()
                            .map(Identity::value)
                            .orElse(null)))
            .toList();
    return Pages.of(items, grants.size() < limit ? null : cursor(grants.getLast().key()));
  }

  private static String cursor(GrantKey key) {
    return key.occurrence() + "-" + key.user();
  }

  private static GrantKey key(String cursor) {
    try {
      int dash = cursor.indexOf('-');
      return new GrantKey(
          0,
          Long.parseLong(cursor.substring(0, Math.max(0, dash))),
          Long.parseLong(cursor.substring(dash + 1)));
    } catch (NumberFormatException _) {
      throw new InvalidRequest("cursor", "this is no cursor of this list");
    }
  }

  private void stats(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var by = Query.text(request, "by").orElse("day");
    var calendar = new Calendar(TimeRange.period(by), account.zone(), account.weekStart());
    var from = TimeRange.from(request, account.zone()).orElse(Instant.EPOCH);
    var to = TimeRange.to(request, account.zone()).orElse(clock.instant().plusSeconds(1));
    report(
        request,
        response,
        (tx, campaign) ->
            ReportView.stats(by, tx.grants().totals(campaign.id(), from, to, calendar)));
  }

  private void errors(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var from = TimeRange.from(request, account.zone()).orElse(Instant.EPOCH);
    var to = TimeRange.to(request, account.zone()).orElse(clock.instant().plusSeconds(1));
    report(
        request,
        response,
        (tx, campaign) -> ReportView.errors(tx.grants().refusals(campaign.id(), from, to)));
  }

  private void explain(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var identity = identity(request);
    explainCampaign
        .explain(account, Query.id(request), identity, clock.instant())
        .ifPresentOrElse(
            explanation ->
                Json.send(response, Status.OK_200, ReportView.of(explanation, identity.value())),
            () -> Failures.send(request, response, CampaignReplies.unknown()));
  }

  private static Identity identity(ServerRequest request) {
    var objectId = Query.text(request, "objectId");
    var value =
        objectId
            .or(() -> Query.text(request, "identity"))
            .filter(Identity::isFit)
            .orElseThrow(
                () ->
                    new InvalidRequest(
                        "identity", "this is the identity of a user, or objectId their object id"));
    return new Identity(
        objectId.isPresent() ? Identity.Kind.OBJECT_ID : Identity.Kind.IDENTITY, value);
  }

  /// Answers with a report on the campaign in the path, or 404.
  private void report(
      ServerRequest request,
      ServerResponse response,
      BiFunction<Tx, Campaign, Map<String, Object>> report) {
    int account = Caller.account().number();
    long id = Query.id(request);
    transactions
        .inTransaction(
            tx -> tx.campaigns().find(account, id).map(campaign -> report.apply(tx, campaign)))
        .ifPresentOrElse(
            view -> Json.send(response, Status.OK_200, view),
            () -> Failures.send(request, response, CampaignReplies.unknown()));
  }
}
