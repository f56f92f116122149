package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.grant.Cause;
import dev.promontory.grant.GrantRequest;
import dev.promontory.grant.Offer;
import dev.promontory.live.host.Qualifications;
import dev.promontory.live.host.UserQualified;
import dev.promontory.store.Transactions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Has decided who qualified live: asks the granter for what the campaign offers.
public final class GrantQualified implements Qualifications {
  /// How many offers are remembered; those used longest ago are forgotten first.
  private static final int MAX_OFFERS = 20_000;

  private final Transactions transactions;
  private final Accounts accounts;
  private final LiveBook book;
  private final Granter granter;
  private final InstantSource clock;
  private final Map<Revision, Offer> offers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Revision, Offer> eldest) {
          return size() > MAX_OFFERS;
        }
      };

  /// A revision of a campaign: what it offers never changes.
  private record Revision(long campaign, int number) {}

  public GrantQualified(
      Transactions transactions,
      Accounts accounts,
      LiveBook book,
      Granter granter,
      InstantSource clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.book = book;
    this.granter = granter;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Void> take(int account, List<UserQualified> batch) {
    var requests = batch.stream().map(each -> request(account, each)).toList();
    return granter.grantAll(requests, clock.instant()).thenAccept(_ -> {});
  }

  private GrantRequest request(int account, UserQualified qualified) {
    var what = qualified.what();
    var offer = offer(account, new Revision(what.campaign(), what.revision()));
    var cause = new Cause(what.at(), what.taken().basis(), what.taken().carried());
    return new GrantRequest(offer, what.occurrence(), qualified.user(), cause);
  }

  private Offer offer(int account, Revision revision) {
    synchronized (offers) {
      var known = offers.get(revision);
      if (known != null) {
        return known;
      }
    }
    var read = read(account(account), revision);
    synchronized (offers) {
      offers.put(revision, read);
    }
    return read;
  }

  private Account account(int number) {
    return accounts.all().stream()
        .filter(account -> account.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no account " + number));
  }

  private Offer read(Account account, Revision revision) {
    return transactions.inTransaction(
        tx -> {
          var document = book.document(tx, revision.campaign(), revision.number(), account.zone());
          return new Offer(
              account, revision.campaign(), revision.number(), document.zone(), document.reward());
        });
  }
}
