package dev.promontory.server.wallet;

import dev.promontory.app.ShowTransactions;
import dev.promontory.app.ShowWallets;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.user.Users;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What a user has and what happened to it, by the reference's endpoints.
public final class PromoWalletApi implements Resource {
  private static final int MAX_PAGE = 1_000_000;

  private final Users users;
  private final ShowWallets showWallets;
  private final ShowTransactions showTransactions;
  private final InstantSource clock;

  public PromoWalletApi(
      Users users,
      ShowWallets showWallets,
      ShowTransactions showTransactions,
      InstantSource clock) {
    this.users = users;
    this.showWallets = showWallets;
    this.showTransactions = showTransactions;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/1/promo/wallets", PromoFault.answering(this::wallets)),
        Route.get("/1/promo/transactions", PromoFault.answering(this::transactions)));
  }

  private void wallets(ServerRequest request, ServerResponse response) {
    long user = PromoParameters.user(request, users);
    var shown = showWallets.show(Caller.account().number(), user, clock.instant());
    var records = shown.stream().map(PromoViews::wallet).toList();
    Json.send(response, Status.OK_200, Map.of("status", "success", "records", records));
  }

  private void transactions(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    var key = PromoParameters.balance(request, users);
    int page = (int) Query.whole(request, "page", 1, MAX_PAGE, 1);
    var now = clock.instant();
    var shown =
        showTransactions.show(account, key, page, now).orElseThrow(PromoParameters::noSuchWallet);
    var record = PromoViews.transactions(shown, now);
    Json.send(response, Status.OK_200, Map.of("status", "success", "record", record));
  }
}
