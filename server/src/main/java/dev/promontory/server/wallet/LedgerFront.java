package dev.promontory.server.wallet;

import dev.promontory.app.PostToLedger;
import dev.promontory.app.PostToLedger.Answer;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Posts commands of the management API, each once for its `Idempotency-Key`, and answers.
final class LedgerFront {
  private final PostToLedger postToLedger;
  private final InstantSource clock;

  LedgerFront(PostToLedger postToLedger, InstantSource clock) {
    this.postToLedger = postToLedger;
    this.clock = clock;
  }

  /// Posts a command and answers what became of it.
  ///
  /// @param view what the caller is told; the same for a repeat
  void post(
      ServerRequest request,
      ServerResponse response,
      Once.Call call,
      LedgerCommand command,
      Function<Posted, Map<String, Object>> view) {
    var posting = new PostToLedger.Request(command, Once.key(request, call), clock.instant());
    answer(request, response, postToLedger.post(posting), view);
  }

  /// Answers a repeat as the first call was answered, before anything is looked up for it.
  ///
  /// @return whether it was one, or a conflict; false if there is something to be done
  boolean isRepeat(
      ServerRequest request,
      ServerResponse response,
      Once.Call call,
      Function<Posted, Map<String, Object>> view) {
    var key = Once.key(request, call);
    var known = key == null ? Optional.<Answer>empty() : postToLedger.repeat(key);
    known.ifPresent(answer -> answer(request, response, answer, view));
    return known.isPresent();
  }

  private static void answer(
      ServerRequest request,
      ServerResponse response,
      Answer answer,
      Function<Posted, Map<String, Object>> view) {
    switch (answer) {
      case Answer.Decided(Posted posted) ->
          Json.send(response, Status.CREATED_201, view.apply(posted));
      case Answer.Decided(Refused(var refusal)) ->
          Failures.send(request, response, Refusing.problem(refusal));
      case Answer.KeyConflict _ -> Failures.send(request, response, Once.keyReused());
      case Answer.Overloaded _ -> {
        response.header(HeaderNames.RETRY_AFTER, "1");
        var detail = "the server is overloaded; nothing was done, try again";
        Failures.send(
            request, response, Problem.of(Status.TOO_MANY_REQUESTS_429, "overloaded", detail));
      }
    }
  }

  /// What every posting tells: its transaction, how many points it was about, and what the user has
  /// then.
  static Map<String, Object> view(long walletId, Posted posted) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("transactionId", posted.transactionId());
    view.put("walletId", walletId);
    view.put("points", posted.moved().toBigDecimal());
    view.put("active", posted.active().toBigDecimal());
    view.put("promised", posted.promised().toBigDecimal());
    view.put("held", posted.held().toBigDecimal());
    return view;
  }
}
