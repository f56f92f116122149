package dev.promontory.server.wallet;

import dev.promontory.document.Reading;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.server.document.BlockRequest;
import dev.promontory.server.http.Caller;
import dev.promontory.server.http.Failures;
import dev.promontory.server.http.Flaws;
import dev.promontory.server.http.InvalidRequest;
import dev.promontory.server.http.Json;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Pages;
import dev.promontory.server.http.Query;
import dev.promontory.server.http.Reply;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.store.Transactions;
import dev.promontory.user.Identity;
import dev.promontory.user.Users;
import dev.promontory.wallet.Blocks;
import dev.promontory.wallet.Blocks.Block;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Users who may neither get nor spend points of a wallet.
public final class BlockApi implements Resource {
  private static final String BLOCKS = "/api/v1/wallets/{id}/blocks";
  private static final int DEFAULT_PAGE = 100;

  private final Transactions transactions;
  private final Users users;
  private final Once once;
  private final InstantSource clock;

  BlockApi(Transactions transactions, Users users, Once once, InstantSource clock) {
    this.transactions = transactions;
    this.users = users;
    this.once = once;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(BLOCKS, this::block),
        Route.delete(BLOCKS, this::unblock),
        Route.get(BLOCKS, this::list));
  }

  private void block(ServerRequest request, ServerResponse response) {
    var document = Flaws.document(request);
    switch (BlockRequest.read(document)) {
      case Reading.Flawed<BlockRequest>(var problems) ->
          Failures.send(request, response, Flaws.problem(problems));
      case Reading.Sound<BlockRequest>(var wanted) -> {
        var user = users.find(Caller.account().number(), wanted.identity());
        if (isMissing(user, request, response)) {
          return;
        }
        long walletId = Query.id(request);
        once.answer(
            request,
            response,
            Once.Call.of("blocks/" + walletId, document.toString()),
            tx -> {
              var key = tx.ledger().owner(new BalanceKey(walletId, user.getAsLong()));
              var block = new Block(walletId, key.user(), wanted.reason(), clock.instant());
              tx.blocks().block(block);
              return Reply.of(Status.CREATED_201, view(block, List.of(wanted.identity())));
            });
      }
    }
  }

  private void unblock(ServerRequest request, ServerResponse response) {
    var identity =
        Query.text(request, "identity")
            .filter(Identity::isFit)
            .orElseThrow(() -> new InvalidRequest("identity", "whose block ends"));
    var user = users.find(Caller.account().number(), Identity.of(identity));
    if (isMissing(user, request, response)) {
      return;
    }
    long walletId = Query.id(request);
    transactions.inTransaction(
        tx -> {
          var key = tx.ledger().owner(new BalanceKey(walletId, user.getAsLong()));
          return tx.blocks().unblock(walletId, key.user());
        });
    response.status(Status.NO_CONTENT_204).send();
  }

  private void list(ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    long walletId = Query.id(request);
    long after = Query.whole(request, "cursor", 0, Long.MAX_VALUE, 0);
    int limit = (int) Query.whole(request, "limit", 1, Blocks.MAX_PAGE, DEFAULT_PAGE);
    if (isNoWallet(walletId, request, response)) {
      return;
    }
    var page = transactions.inTransaction(tx -> tx.blocks().page(walletId, after, limit));
    var names = users.identities(account, page.stream().map(Block::user).toList());
    var items =
        page.stream()
            .map(block -> view(block, names.getOrDefault(block.user(), List.of())))
            .toList();
    var cursor = page.size() < limit ? null : Long.toString(page.getLast().user());
    Json.send(response, Status.OK_200, Pages.of(items, cursor));
  }

  private static Map<String, Object> view(Block block, List<Identity> identities) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("identity", identities.isEmpty() ? null : identities.getFirst().value());
    view.put("walletId", block.walletId());
    view.put("reason", block.reason());
    view.put("blockedAt", block.at().toString());
    return view;
  }

  private boolean isMissing(OptionalLong user, ServerRequest request, ServerResponse response) {
    if (isNoWallet(Query.id(request), request, response)) {
      return true;
    }
    if (user.isEmpty()) {
      Failures.send(request, response, WalletApi.unknownUser());
    }
    return user.isEmpty();
  }

  private boolean isNoWallet(long walletId, ServerRequest request, ServerResponse response) {
    int account = Caller.account().number();
    boolean isNone =
        transactions.inTransaction(tx -> tx.wallets().find(account, walletId)).isEmpty();
    if (isNone) {
      Failures.send(request, response, WalletApi.unknown());
    }
    return isNone;
  }
}
