package dev.promontory.server.wallet;

import dev.promontory.app.ShowHold;
import dev.promontory.document.Reading;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Capture;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerCommand.Release;
import dev.promontory.ledger.LedgerCommand.Reserve;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.OwnHold;
import dev.promontory.ledger.Source;
import dev.promontory.server.document.CaptureRequest;
import dev.promontory.server.document.HoldRequest;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// Spending in two phases: points are held, and then captured or released.
public final class HoldApi implements Resource {
  private static final String HOLD = "/api/v1/wallets/{id}/holds/{holdId}";

  private final Users users;
  private final ShowHold showHold;
  private final LedgerFront front;
  private final InstantSource clock;

  HoldApi(Users users, ShowHold showHold, LedgerFront front, InstantSource clock) {
    this.users = users;
    this.showHold = showHold;
    this.front = front;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/wallets/{id}/holds", this::hold),
        Route.get(HOLD, this::get),
        Route.post(HOLD + "/capture", this::capture),
        Route.post(HOLD + "/release", this::release));
  }

  private void hold(ServerRequest request, ServerResponse response) {
    var document = Flaws.document(request);
    switch (HoldRequest.read(document)) {
      case Reading.Flawed<HoldRequest>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<HoldRequest>(var wanted) -> {
        var account = Caller.account();
        var user = users.find(account.number(), wanted.identity());
        if (user.isEmpty()) {
          Failures.send(request, response, WalletApi.unknownUser());
          return;
        }
        var key = new BalanceKey(Query.id(request), user.getAsLong());
        var now = clock.instant();
        var until = wanted.expiresAfter().after(now, account.zone());
        var command =
            new Reserve(head(key, wanted.note()), wanted.points(), Duration.between(now, until));
        var call = Once.Call.of("holds/" + key.walletId(), document.toString());
        front.post(request, response, call, command, posted -> held(key.walletId(), posted));
      }
    }
  }

  /// The hold is looked up: a repeat is told the same time as the first call.
  private Map<String, Object> held(long walletId, Posted posted) {
    var view = LedgerFront.view(walletId, posted);
    view.put("holdId", posted.transactionId());
    showHold
        .show(Caller.account().number(), walletId, posted.transactionId(), clock.instant())
        .map(OwnHold::hold)
        .ifPresent(hold -> view.put("expiresAt", hold.expiresAt().toString()));
    return view;
  }

  private void get(ServerRequest request, ServerResponse response) {
    find(request, response, own -> Json.send(response, Status.OK_200, WalletView.of(own.hold())));
  }

  private void capture(ServerRequest request, ServerResponse response) {
    end(request, response, "capture", CaptureRequest::read, HoldApi::capture);
  }

  private void release(ServerRequest request, ServerResponse response) {
    end(request, response, "release", CaptureRequest::readRelease, HoldApi::release);
  }

  private static LedgerCommand capture(OwnHold own, CaptureRequest wanted) {
    return new Capture(head(own.key(), wanted.note()), own.hold().id(), wanted.points());
  }

  private static LedgerCommand release(OwnHold own, CaptureRequest wanted) {
    return new Release(head(own.key(), wanted.note()), own.hold().id());
  }

  private void end(
      ServerRequest request,
      ServerResponse response,
      String verb,
      Function<JsonNode, Reading<CaptureRequest>> reader,
      BiFunction<OwnHold, CaptureRequest, LedgerCommand> command) {
    var document = Flaws.documentOrEmpty(request);
    switch (reader.apply(document)) {
      case Reading.Flawed<CaptureRequest>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<CaptureRequest>(var wanted) ->
          find(
              request,
              response,
              own -> {
                var scope = "holds/%d/%d/%s".formatted(own.key().walletId(), own.hold().id(), verb);
                front.post(
                    request,
                    response,
                    Once.Call.of(scope, document.toString()),
                    command.apply(own, wanted),
                    posted -> ended(own, verb, posted));
              });
    }
  }

  private static Map<String, Object> ended(OwnHold own, String verb, Posted posted) {
    var view = LedgerFront.view(own.key().walletId(), posted);
    view.put("holdId", own.hold().id());
    var all = own.hold().points();
    boolean isCapture = verb.equals("capture");
    view.put("captured", isCapture ? posted.moved().toBigDecimal() : 0);
    view.put("released", (isCapture ? all.minus(posted.moved()) : all).toBigDecimal());
    return view;
  }

  private void find(ServerRequest request, ServerResponse response, Consumer<OwnHold> then) {
    long holdId = Query.id(request, "holdId");
    showHold
        .show(Caller.account().number(), Query.id(request), holdId, clock.instant())
        .ifPresentOrElse(then, () -> Failures.send(request, response, unknown()));
  }

  private static Head head(BalanceKey key, Note note) {
    return new Head(0, Caller.account(), key, Source.API, note);
  }

  private static Problem unknown() {
    return Problem.of(Status.NOT_FOUND_404, "unknown-hold", "the wallet has no such hold");
  }
}
