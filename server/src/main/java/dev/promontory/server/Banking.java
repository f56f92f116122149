package dev.promontory.server;

import dev.promontory.app.AnswerOnce;
import dev.promontory.app.PostToLedger;
import dev.promontory.app.SearchTransactions;
import dev.promontory.app.ShowTransactions;
import dev.promontory.app.ShowWallets;
import dev.promontory.server.http.Once;
import dev.promontory.server.http.Resource;
import dev.promontory.server.user.MergeApi;
import dev.promontory.server.wallet.CreditDebitApi;
import dev.promontory.server.wallet.PostingApis;
import dev.promontory.server.wallet.PromoWalletApi;
import dev.promontory.server.wallet.ReportsApi;
import dev.promontory.server.wallet.TransactionsApi;
import dev.promontory.server.wallet.WalletApi;
import java.time.InstantSource;
import java.util.List;

/// Wires wallets and the ledger: what posts to it, and its HTTP interface.
final class Banking {
  private Banking() {}

  static List<Resource> resources(Stores stores, InstantSource clock, PostToLedger postToLedger) {
    var transactions = stores.transactions();
    var users = stores.users();
    var once = new Once(new AnswerOnce(transactions), clock);
    return List.of(
        new PromoWalletApi(
            users, new ShowWallets(transactions), new ShowTransactions(transactions), clock),
        new CreditDebitApi(users, postToLedger, clock),
        new WalletApi(transactions, users, once, clock),
        new TransactionsApi(users, new SearchTransactions(transactions), clock),
        new ReportsApi(transactions, users, clock),
        new PostingApis(transactions, users, once, postToLedger, clock),
        new MergeApi(users, once, clock));
  }
}
