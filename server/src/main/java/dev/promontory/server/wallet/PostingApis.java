package dev.promontory.server.wallet;

import dev.promontory.app.FindPostings;
import dev.promontory.app.PostToLedger;
import dev.promontory.app.ShowHold;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Resource;
import dev.promontory.server.http.Route;
import dev.promontory.store.Transactions;
import dev.promontory.user.Users;
import java.time.InstantSource;
import java.util.List;

/// All that posts to the ledger by the management API: adjustments, holds, refunds and reversals;
/// and the blocks that keep users from it.
public final class PostingApis implements Resource {
  private final List<Resource> resources;

  public PostingApis(
      Transactions transactions,
      Users users,
      Once once,
      PostToLedger postToLedger,
      InstantSource clock) {
    var front = new LedgerFront(postToLedger, clock);
    this.resources =
        List.of(
            new AdjustmentApi(new AdjustmentApi.Parts(transactions, users, front, once, clock)),
            new HoldApi(users, new ShowHold(transactions), front, clock),
            new UndoApi(users, new FindPostings(transactions), front),
            new BlockApi(transactions, users, once, clock));
  }

  @Override
  public List<Route> routes() {
    return resources.stream().map(Resource::routes).flatMap(List::stream).toList();
  }
}
