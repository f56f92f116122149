package dev.promontory.server.wallet;

import dev.promontory.app.ChangeWallet;
import dev.promontory.app.ShowHolding;
import dev.promontory.app.ShowStatement;
import dev.promontory.document.Reading;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.server.document.WalletReader;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Reply;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.server.http.TimeRange;
import dev.promontory.store.Transactions;
import dev.promontory.user.Users;
import dev.promontory.wallet.Wallet;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Wallets: created, listed, and what a user has in one.
public final class WalletApi implements Resource {
  private static final int MAX_PAGE = 1000;
  private static final int DEFAULT_PAGE = 100;

  private final Transactions transactions;
  private final Users users;
  private final Once once;
  private final InstantSource clock;
  private final ShowHolding showHolding;
  private final ShowStatement showStatement;

  public WalletApi(Transactions transactions, Users users, Once once, InstantSource clock) {
    this.transactions = transactions;
    this.users = users;
    this.once = once;
    this.clock = clock;
    this.showHolding = new ShowHolding(transactions);
    this.showStatement = new ShowStatement(transactions);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/wallets", this::create),
        Route.get("/api/v1/wallets", this::list),
        Route.get("/api/v1/wallets/{id}", this::get),
        Route.patch("/api/v1/wallets/{id}", this::change),
        Route.get("/api/v1/wallets/{id}/balance", this::balance));
  }

  private void create(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    var document = Flaws.document(request);
    switch (WalletReader.read(document, account, clock.instant())) {
      case Reading.Flawed<Wallet>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<Wallet>(var draft) ->
          once.answer(
              request,
              response,
              Once.Call.of("wallets", document.toString()),
              tx ->
                  tx.wallets()
                      .create(draft)
                      .map(wallet -> Reply.of(Status.CREATED_201, WalletView.of(wallet)))
                      .orElseGet(() -> Reply.of(nameTaken())));
    }
  }

  private void list(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long after = Query.whole(request, "cursor", 0, Long.MAX_VALUE, 0);
    int limit = (int) Query.whole(request, "limit", 1, MAX_PAGE, DEFAULT_PAGE);
    var page =
        transactions.inTransaction(tx -> tx.wallets().list(account)).stream()
            .filter(wallet -> wallet.id() > after)
            .limit(limit)
            .toList();
    var cursor = page.size() < limit ? null : Long.toString(page.getLast().id());
    var views = page.stream().map(WalletView::of).toList();
    Json.send(response, Status.OK_200, Pages.of(views, cursor));
  }

  private void get(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long id = Query.id(request);
    transactions
        .inTransaction(tx -> tx.wallets().find(account, id))
        .ifPresentOrElse(
            wallet -> Json.send(response, Status.OK_200, WalletView.of(wallet)),
            () -> Failures.send(request, response, unknown()));
  }

  private void change(ServerRequest request, ServerResponse response) {
    var account = Caller.account();
    long id = Query.id(request);
    var document = Flaws.document(request);
    var outcome =
        transactions.inTransaction(
            tx ->
                new ChangeWallet()
                    .change(tx, account, id, wallet -> WalletReader.change(document, wallet)));
    switch (outcome) {
      case ChangeWallet.Outcome.Changed(var wallet) ->
          Json.send(response, Status.OK_200, WalletView.of(wallet));
      case ChangeWallet.Outcome.Flawed(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case ChangeWallet.Outcome.Unknown _ -> Failures.send(request, response, unknown());
      case ChangeWallet.Outcome.NameTaken _ -> Failures.send(request, response, nameTaken());
      case ChangeWallet.Outcome.Archived _ -> Failures.send(request, response, archived());
      case ChangeWallet.Outcome.InUse(var uses) ->
          Failures.send(request, response, WalletView.inUse(uses));
    }
  }

  private void balance(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    var user = Holders.one(request, users);
    if (user.isEmpty()) {
      Failures.send(request, response, unknownUser());
      return;
    }
    var key = new BalanceKey(Query.id(request), user.get());
    var at = TimeRange.instant(request, "at");
    if (at.isPresent()) {
      balanceAt(request, response, key, at.get());
      return;
    }
    showHolding
        .show(account, key, clock.instant())
        .ifPresentOrElse(
            holding -> Json.send(response, Status.OK_200, WalletView.of(holding)),
            () -> Failures.send(request, response, unknown()));
  }

  /// As of an instant that is past: nobody knows yet what will be.
  private void balanceAt(
      ServerRequest request, ServerResponse response, BalanceKey key, Instant at) {
    var now = clock.instant();
    if (at.isAfter(now)) {
      throw new InvalidRequest(
          "at", "this is still to come; a balance is told as of now or before");
    }
    showStatement
        .figuresAt(Caller.account().number(), key, at, now)
        .ifPresentOrElse(
            figures -> {
              Map<String, Object> view = new LinkedHashMap<>();
              view.put("at", at.toString());
              view.putAll(JournalView.figures(figures));
              Json.send(response, Status.OK_200, view);
            },
            () -> Failures.send(request, response, unknown()));
  }

  static Problem unknown() {
    return Problem.of(Status.NOT_FOUND_404, "not-found", "the account has no such wallet");
  }

  static Problem unknownUser() {
    return Problem.of(Status.NOT_FOUND_404, "unknown-user", "nobody is known by this identity");
  }

  private static Problem archived() {
    return Problem.of(
        Status.CONFLICT_409, "wallet-archived", "an archived wallet is not changed any more");
  }

  private static Problem nameTaken() {
    return Problem.of(
        Status.CONFLICT_409, "name-taken", "the account has another wallet of this name");
  }
}
