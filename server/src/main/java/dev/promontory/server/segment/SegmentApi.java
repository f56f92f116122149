package dev.promontory.server.segment;

import dev.promontory.account.Account;
import dev.promontory.app.DeleteSegment;
import dev.promontory.app.EstimateSegment;
import dev.promontory.app.SaveSegment;
import dev.promontory.document.Problem;
import dev.promontory.document.Reading;
import dev.promontory.rule.WrittenRule;
import dev.promontory.segment.SegmentDraft;
import dev.promontory.segment.Segments;
import dev.promontory.server.document.SegmentReader;
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
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Segments by rule: saved, listed, estimated, changed and deleted. [ListApi] is for lists.
public final class SegmentApi implements Resource {
  private static final int DEFAULT_PAGE = 100;

  private final Transactions transactions;
  private final SegmentReader reader;
  private final SaveSegment saveSegment;
  private final EstimateSegment estimateSegment;
  private final MembersPage membersPage;
  private final Once once;
  private final InstantSource clock;

  /// What the resource works with.
  public record Parts(
      Transactions transactions,
      Users users,
      SegmentReader reader,
      SaveSegment saveSegment,
      EstimateSegment estimateSegment,
      Once once,
      InstantSource clock) {}

  public SegmentApi(Parts parts) {
    this.transactions = parts.transactions();
    this.reader = parts.reader();
    this.saveSegment = parts.saveSegment();
    this.estimateSegment = parts.estimateSegment();
    this.membersPage = new MembersPage(parts.users());
    this.once = parts.once();
    this.clock = parts.clock();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/segments", this::create),
        Route.get("/api/v1/segments", this::list),
        Route.post("/api/v1/segments/estimate", this::estimate),
        Route.get("/api/v1/segments/{id}", this::get),
        Route.put("/api/v1/segments/{id}", this::change),
        Route.delete("/api/v1/segments/{id}", this::delete),
        Route.get("/api/v1/segments/{id}/members", this::members));
  }

  private void create(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var document = Flaws.document(request);
    switch (reader.segment(document)) {
      case Reading.Flawed<SegmentDraft>(var problems) -> refuse(request, response, problems);
      case Reading.Sound<SegmentDraft>(var draft) -> {
        var body = document.toString().getBytes(StandardCharsets.UTF_8);
        once.answer(
            request,
            response,
            Once.Call.of("segments", body),
            tx ->
                SegmentReplies.of(
                    saveSegment.create(tx, account, draft, clock.instant()),
                    segment -> Reply.of(Status.CREATED_201, SegmentView.of(segment))));
      }
    }
  }

  private void list(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long after = Query.whole(request, "cursor", 0, Long.MAX_VALUE, 0);
    int limit = (int) Query.whole(request, "limit", 1, Segments.MAX_PAGE, DEFAULT_PAGE);
    var page = transactions.inTransaction(tx -> tx.segments().page(account, after, limit));
    var views = page.stream().map(SegmentView::of).toList();
    var cursor = page.size() < limit ? null : Long.toString(page.getLast().id());
    Json.send(response, Status.OK_200, Pages.of(views, cursor));
  }

  private void get(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long id = Query.id(request);
    transactions
        .inTransaction(tx -> tx.segments().find(account, id))
        .ifPresentOrElse(
            segment -> Json.send(response, Status.OK_200, SegmentView.of(segment)),
            () -> Failures.send(request, response, SegmentReplies.unknown()));
  }

  private void change(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    switch (reader.segment(Flaws.document(request))) {
      case Reading.Flawed<SegmentDraft>(var problems) -> refuse(request, response, problems);
      case Reading.Sound<SegmentDraft>(var draft) -> {
        var outcome =
            transactions.inTransaction(
                tx -> saveSegment.change(tx, account, id, draft, clock.instant()));
        SegmentReplies.of(outcome, segment -> Reply.of(Status.OK_200, SegmentView.of(segment)))
            .send(response);
      }
    }
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    switch (transactions.inTransaction(tx -> new DeleteSegment().delete(tx, account, id))) {
      case DeleteSegment.Outcome.Deleted() -> response.status(Status.NO_CONTENT_204).send();
      case DeleteSegment.Outcome.Unknown() ->
          Failures.send(request, response, SegmentReplies.unknown());
      case DeleteSegment.Outcome.InUse(var uses) ->
          Failures.send(request, response, SegmentReplies.inUse(uses));
    }
  }

  private void estimate(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    switch (reader.estimate(Flaws.document(request))) {
      case Reading.Flawed<WrittenRule>(var problems) -> refuse(request, response, problems);
      case Reading.Sound<WrittenRule>(var rule) -> estimate(request, response, account, rule);
    }
  }

  private void estimate(
      ServerRequest request, ServerResponse response, Account account, WrittenRule rule) {
    switch (estimateSegment.estimate(account, rule, clock.instant())) {
      case Reading.Flawed<Long>(var problems) -> refuse(request, response, problems);
      case Reading.Sound<Long>(var users) ->
          Json.send(response, Status.OK_200, Map.of("users", users));
    }
  }

  private void members(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var id = Query.id(request);
    long after = Query.whole(request, "cursor", 0, Long.MAX_VALUE, 0);
    int limit = (int) Query.whole(request, "limit", 1, MembersPage.MAX, DEFAULT_PAGE);
    estimateSegment
        .members(account, id, clock.instant())
        .ifPresentOrElse(
            users ->
                Json.send(
                    response, Status.OK_200, membersPage.of(account.number(), users, after, limit)),
            () -> Failures.send(request, response, SegmentReplies.unknown()));
  }

  private static void refuse(
      ServerRequest request, ServerResponse response, List<Problem> problems) {
    Failures.send(request, response, Flaws.problem(problems));
  }
}
