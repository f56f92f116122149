package dev.promontory.server.wallet;

import dev.promontory.app.PostToLedger;
import dev.promontory.app.PostToLedger.Answer;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `POST /1/promo/creditDebit`: points in or out, by the reference's endpoint.
public final class CreditDebitApi implements Resource {
  private final Users users;
  private final PostToLedger postToLedger;
  private final InstantSource clock;

  public CreditDebitApi(Users users, PostToLedger postToLedger, InstantSource clock) {
    this.users = users;
    this.postToLedger = postToLedger;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/1/promo/creditDebit", PromoFault.answering(this::post)));
  }

  private void post(ServerRequest request, ServerResponse response) {
    var key = PromoParameters.balance(request, users);
    var body = Json.read(request);
    var command = CreditDebitBody.read(body, Caller.account(), key);
    // The user is part of what was asked for, so a key that comes with another one is a conflict.
    var call = Once.Call.of("creditDebit/" + key.walletId(), key.user() + " " + body);
    var answer =
        postToLedger.post(
            new PostToLedger.Request(command, Once.key(request, call), clock.instant()));
    switch (answer) {
      case Answer.Decided(var outcome) -> send(response, key, outcome);
      case Answer.KeyConflict _ ->
          throw new PromoFault(
              PromoFault.KEY_REUSED,
              "this Idempotency-Key came with another body before; nothing was done");
      case Answer.Overloaded _ -> {
        response.header(HeaderNames.RETRY_AFTER, "1");
        var detail = "the server is overloaded; nothing was done, try again";
        Failures.send(
            request, response, Problem.of(Status.TOO_MANY_REQUESTS_429, "overloaded", detail));
      }
    }
  }

  private static void send(ServerResponse response, BalanceKey key, LedgerOutcome outcome) {
    switch (outcome) {
      case Posted posted -> {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("status", "success");
        view.put("transactionId", posted.transactionId());
        view.put("walletId", key.walletId());
        view.put("activePoints", posted.active().toBigDecimal());
        view.put("promisedPoints", posted.promised().toBigDecimal());
        Json.send(response, Status.OK_200, view);
      }
      case Refused(var refusal) -> throw fault(refusal);
    }
  }

  private static PromoFault fault(LedgerRefusal refusal) {
    return switch (refusal) {
      case UNKNOWN_WALLET -> PromoParameters.noSuchWallet();
      case INACTIVE_WALLET -> PromoFault.invalid("the wallet is not active");
      case INVALID_POINTS -> PromoFault.invalid("points have more decimals than the wallet");
      case NEVER_USABLE -> PromoFault.invalid("the points would expire before they are usable");
      case TOO_MANY_POINTS -> PromoFault.invalid("the balance would be too large");
      case INSUFFICIENT_POINTS -> PromoFault.invalid("points cannot exceed available balance");
      case BLOCKED_USER, HOLD_ENDED, NOTHING_LEFT, MORE_THAN_LEFT ->
          PromoFault.invalid(Refusing.sentence(refusal));
    };
  }
}
