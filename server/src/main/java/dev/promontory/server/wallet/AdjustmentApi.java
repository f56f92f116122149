package dev.promontory.server.wallet;

import dev.promontory.app.PostEntries;
import dev.promontory.app.PreviewEntries;
import dev.promontory.document.Reading;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.server.document.Adjustment;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Reply;
import dev.promontory.server.http.RequestBody;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.store.Transactions;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;

/// Points that a person gives or takes away, one user at a time or by a file.
public final class AdjustmentApi implements Resource {
  private final Transactions transactions;
  private final Users users;
  private final LedgerFront front;
  private final Once once;
  private final InstantSource clock;
  private final PreviewEntries previewEntries;

  /// What the resource works with.
  public record Parts(
      Transactions transactions, Users users, LedgerFront front, Once once, InstantSource clock) {}

  public AdjustmentApi(Parts parts) {
    this.transactions = parts.transactions();
    this.users = parts.users();
    this.front = parts.front();
    this.once = parts.once();
    this.clock = parts.clock();
    this.previewEntries = new PreviewEntries(parts.transactions());
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/wallets/{id}/adjustments", this::adjust),
        Route.post("/api/v1/wallets/{id}/adjustments/bulk", this::adjustAll));
  }

  private void adjust(ServerRequest request, ServerResponse response) {
    var document = Flaws.document(request);
    switch (Adjustment.read(document)) {
      case Reading.Flawed<Adjustment>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<Adjustment>(var adjustment) -> {
        var user = users.find(Caller.account().number(), adjustment.identity());
        if (user.isEmpty()) {
          Failures.send(request, response, WalletApi.unknownUser());
          return;
        }
        var key = new BalanceKey(Query.id(request), user.getAsLong());
        var call = Once.Call.of("adjustments/" + key.walletId(), document.toString());
        var command = Adjustments.command(Caller.account(), key, adjustment);
        front.post(
            request, response, call, command, posted -> LedgerFront.view(key.walletId(), posted));
      }
    }
  }

  /// All good lines of a file are posted in one transaction; the others are told one by one. A
  /// preview does nothing, and uses no key up.
  private void adjustAll(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long walletId = Query.id(request);
    if (transactions.inTransaction(tx -> tx.wallets().find(account.number(), walletId)).isEmpty()) {
      Failures.send(request, response, WalletApi.unknown());
      return;
    }
    var body = RequestBody.bytes(request);
    var file = AdjustmentFile.read(body, walletId, account, users);
    if (isPreview(request)) {
      var outcomes = previewEntries.preview(file.commands(), clock.instant());
      Json.send(response, Status.OK_200, file.preview(outcomes));
      return;
    }
    once.answer(
        request,
        response,
        Once.Call.of("adjustments/bulk/" + walletId, body),
        tx -> {
          List<LedgerOutcome> outcomes =
              new PostEntries().post(tx, file.commands(), clock.instant());
          return Reply.of(Status.OK_200, file.view(outcomes));
        });
  }

  private static boolean isPreview(ServerRequest request) {
    return switch (Query.text(request, "preview").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidRequest("preview", "this is true or false");
    };
  }
}
