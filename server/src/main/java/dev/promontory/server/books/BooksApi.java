package dev.promontory.server.books;

import dev.promontory.app.ReconcileBooks;
import dev.promontory.app.SealBooks;
import dev.promontory.audit.Checkpoint;
import dev.promontory.audit.Checkpoints;
import dev.promontory.audit.Reconciliation;
import dev.promontory.audit.Reconciliation.OfWallet;
import dev.promontory.audit.Reconciliations;
import dev.promontory.points.Points;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Problem;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/api/v1/books`: checkpoints and reconciliations.
public final class BooksApi implements Resource {
  private static final int DEFAULT_PAGE = 100;

  private final Checkpoints checkpoints;
  private final Reconciliations reconciliations;
  private final SealBooks sealBooks;
  private final ReconcileBooks reconcileBooks;
  private final InstantSource clock;

  public BooksApi(
      Checkpoints checkpoints,
      Reconciliations reconciliations,
      SealBooks sealBooks,
      ReconcileBooks reconcileBooks,
      InstantSource clock) {
    this.checkpoints = checkpoints;
    this.reconciliations = reconciliations;
    this.sealBooks = sealBooks;
    this.reconcileBooks = reconcileBooks;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/books/checkpoints", this::list),
        Route.post("/api/v1/books/checkpoints", this::seal),
        Route.get("/api/v1/books/reconciliation", this::last),
        Route.post("/api/v1/books/reconciliation", this::reconcile));
  }

  private void list(ServerRequest request, ServerResponse response) {
    int limit = (int) Query.whole(request, "limit", 1, Checkpoints.MAX_PAGE, DEFAULT_PAGE);
    long before = Query.whole(request, "cursor", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    var page = checkpoints.page(before, limit);
    var next = page.size() < limit ? null : Long.toString(page.getLast().number());
    Json.send(response, Status.OK_200, Pages.of(page.stream().map(BooksApi::view).toList(), next));
  }

  private void seal(ServerRequest request, ServerResponse response) {
    var made = sealBooks.seal(clock.instant()).checkpoint();
    if (made.isPresent()) {
      Json.send(response, Status.CREATED_201, view(made.get()));
      return;
    }
    checkpoints
        .newest()
        .ifPresentOrElse(
            newest -> Json.send(response, Status.OK_200, view(newest)),
            () ->
                Failures.send(
                    request,
                    response,
                    Problem.of(
                        Status.NOT_FOUND_404,
                        "nothing-to-seal",
                        "the books are empty; there is nothing that a checkpoint could seal")));
  }

  private void last(ServerRequest request, ServerResponse response) {
    reconciliations
        .last()
        .ifPresentOrElse(
            result -> Json.send(response, Status.OK_200, view(result)),
            () ->
                Failures.send(
                    request,
                    response,
                    Problem.of(
                        Status.NOT_FOUND_404,
                        "not-reconciled",
                        "the books have not been reconciled yet; POST here does it now")));
  }

  private void reconcile(ServerRequest request, ServerResponse response) {
    reconcileBooks
        .reconcile(clock.instant())
        .ifPresentOrElse(
            result -> Json.send(response, Status.OK_200, view(result)),
            () ->
                Failures.send(
                    request,
                    response,
                    Problem.of(
                        Status.CONFLICT_409,
                        "reconciling",
                        "the books are being reconciled; GET here shows the result soon")));
  }

  private static Map<String, Object> view(Checkpoint checkpoint) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("number", checkpoint.number());
    view.put("at", checkpoint.at().toString());
    view.put("hash", checkpoint.hash());
    return view;
  }

  /// What it says of the wallets of the caller.
  private Map<String, Object> view(Reconciliation result) {
    var wallets = reconciliations.wallets(Caller.account().number());
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("at", result.at().toString());
    view.put("tookMillis", result.took().toMillis());
    view.put("balances", wallets.stream().mapToLong(OfWallet::balances).sum());
    view.put("discrepancies", wallets.stream().mapToLong(BooksApi::discrepancies).sum());
    view.put("wallets", wallets.stream().map(BooksApi::view).toList());
    return view;
  }

  private static Map<String, Object> view(OfWallet wallet) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("walletId", wallet.walletId());
    view.put("name", wallet.name());
    view.put("balances", wallet.balances());
    view.put("issued", points(wallet.issued()));
    view.put("redeemed", points(wallet.redeemed()));
    view.put("removed", points(wallet.removed()));
    view.put("expired", points(wallet.expired()));
    view.put("held", points(wallet.held()));
    view.put("active", points(wallet.active()));
    view.put("promised", points(wallet.promised()));
    view.put("difference", points(wallet.difference()));
    view.put("discrepancies", discrepancies(wallet));
    return view;
  }

  private static long discrepancies(OfWallet wallet) {
    return wallet.discrepancies() + (wallet.difference() == 0 ? 0 : 1);
  }

  /// Sums of broken books may be negative, which points never are.
  private static BigDecimal points(long thousandths) {
    return thousandths < 0
        ? new Points(-thousandths).toBigDecimal().negate()
        : new Points(thousandths).toBigDecimal();
  }
}
