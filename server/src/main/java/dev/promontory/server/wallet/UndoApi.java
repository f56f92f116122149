package dev.promontory.server.wallet;

import dev.promontory.app.FindPostings;
import dev.promontory.app.FindPostings.Found;
import dev.promontory.app.FindPostings.Kind;
import dev.promontory.app.FindPostings.Wanted;
import dev.promontory.document.Reading;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerCommand.Refund;
import dev.promontory.ledger.LedgerCommand.Reverse;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Source;
import dev.promontory.server.document.UndoRequest;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;

/// Undoes what was posted: spent points come back, credited ones are taken back.
public final class UndoApi implements Resource {
  private final Users users;
  private final FindPostings findPostings;
  private final LedgerFront front;

  UndoApi(Users users, FindPostings findPostings, LedgerFront front) {
    this.users = users;
    this.findPostings = findPostings;
    this.front = front;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(
            "/api/v1/wallets/{id}/refunds",
            (request, response) -> undo(request, response, Kind.SPENDINGS)),
        Route.post(
            "/api/v1/wallets/{id}/reversals",
            (request, response) -> undo(request, response, Kind.CREDITS)));
  }

  private void undo(ServerRequest request, ServerResponse response, Kind kind) {
    var document = Flaws.document(request);
    switch (UndoRequest.read(document)) {
      case Reading.Flawed<UndoRequest>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<UndoRequest>(var wanted) -> {
        long walletId = Query.id(request);
        var call = Once.Call.of(scope(kind) + walletId, document.toString());
        var undo = new Undo(kind, walletId, wanted, call);
        // What the order is about may have changed since the key first came.
        if (!front.isRepeat(request, response, call, undo::view)) {
          undo(request, response, undo);
        }
      }
    }
  }

  /// What is to be undone where.
  private record Undo(Kind kind, long walletId, UndoRequest wanted, Once.Call call) {

    private LedgerCommand command(Found.Postings found) {
      var head = new Head(0, Caller.account(), found.key(), Source.API, wanted.note());
      return switch (kind) {
        case SPENDINGS -> new Refund(head, found.ids(), wanted.points());
        case CREDITS -> new Reverse(head, found.ids(), wanted.points());
      };
    }

    private Map<String, Object> view(Posted posted) {
      var view = LedgerFront.view(walletId, posted);
      view.put("relatedIds", posted.relatedIds());
      if (kind == Kind.CREDITS) {
        view.put("shortfall", posted.shortfall().toBigDecimal());
      }
      return view;
    }
  }

  private void undo(ServerRequest request, ServerResponse response, Undo undo) {
    int account = Caller.account().number();
    var wanted = undo.wanted();
    var user = wanted.identity() == null ? null : users.find(account, wanted.identity());
    if (user != null && user.isEmpty()) {
      Failures.send(request, response, WalletApi.unknownUser());
      return;
    }
    var sought =
        new Wanted(
            undo.kind(),
            wanted.transactionId(),
            wanted.note().orderId(),
            user == null ? null : user.getAsLong());
    switch (findPostings.find(account, undo.walletId(), sought)) {
      case Found.Postings found ->
          front.post(request, response, undo.call(), undo.command(found), undo::view);
      case Found.Nothing _ -> Failures.send(request, response, nothing());
      case Found.OtherKind _ -> Failures.send(request, response, otherKind(undo.kind()));
      case Found.SeveralUsers _ -> Failures.send(request, response, severalUsers());
      case Found.TooMany _ -> Failures.send(request, response, tooMany());
    }
  }

  private static String scope(Kind kind) {
    return switch (kind) {
      case SPENDINGS -> "refunds/";
      case CREDITS -> "reversals/";
    };
  }

  private static Problem nothing() {
    return Problem.of(
        Status.NOT_FOUND_404, "unknown-transaction", "the wallet has no such transaction");
  }

  private static Problem otherKind(Kind kind) {
    var detail =
        switch (kind) {
          case SPENDINGS -> "only debits and captures can be refunded";
          case CREDITS -> "only credits can be reversed";
        };
    return Problem.of(Status.UNPROCESSABLE_CONTENT_422, "other-kind", detail);
  }

  private static Problem severalUsers() {
    return Problem.of(
        Status.UNPROCESSABLE_CONTENT_422,
        "several-users",
        "several users have transactions of this order; say whose is meant by identity");
  }

  private static Problem tooMany() {
    return Problem.of(
        Status.UNPROCESSABLE_CONTENT_422,
        "too-many-transactions",
        "the order has more than %d transactions; name one by transactionId"
            .formatted(FindPostings.MAX_OF_ORDER));
  }
}
