package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.history.History;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.NewRecord;
import dev.promontory.record.ProfileChange;
import dev.promontory.record.RecordBody;
import dev.promontory.store.StoreUnavailable;
import dev.promontory.store.Transactions;
import dev.promontory.store.Tx;
import dev.promontory.user.Identity;
import dev.promontory.user.IdentityMemory;
import dev.promontory.user.KnownUser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Deletes a user: nobody is known by its identities any more, its profile is emptied, its blocks
/// go, whatever was written beside its entries in the ledger, and what webhooks were told of it.
/// The entries stay, with their sums and hashes, under a number that nothing links to a person
/// (S6). It gets no rewards any more, and webhooks hear no more of it; an identity that comes again
/// is a new user.
public final class DeleteUser {

  /// The most deliveries of webhooks that are removed in one transaction.
  public static final int MAX_BATCH = 1_000;

  /// How often it begins anew because others were merged into the user in the meantime.
  static final int MAX_TRIES = 10;

  private final Transactions transactions;
  private final EventLog log;
  private final IdentityMemory memory;

  public DeleteUser(Transactions transactions, EventLog log, IdentityMemory memory) {
    this.transactions = transactions;
    this.log = log;
    this.memory = memory;
  }

  /// Deletes a user together with those who were merged into it. The identities go last, so that
  /// interrupted anywhere it can be begun again by them.
  ///
  /// @param profiles where the profile is found
  /// @throws StoreUnavailable if the log takes no records now, or others go on being merged into
  ///   the user; it is still known then
  public void delete(Account account, long user, History profiles, Instant now) {
    for (int i = 0; i < MAX_TRIES; i++) {
      var together = transactions.inTransaction(tx -> tx.departures().together(user));
      together.forEach(each -> emptyProfile(account, each, profiles, now));
      removeDeliveries(together);
      var gone = transactions.inTransaction(tx -> depart(tx, account, together, now));
      if (gone.isPresent()) {
        memory.forget(account.number(), gone.get());
        return;
      }
    }
    throw new StoreUnavailable("others go on being merged into the user", false);
  }

  /// Keeps deliveries from being added, then removes those that are there, batch by batch: neither
  /// takes the lock that postings wait for.
  private void removeDeliveries(List<Long> users) {
    boolean _ =
        transactions.inTransaction(
            tx -> {
              tx.webhooks().lock();
              tx.deliveries().silence(users);
              return true;
            });
    int removed = MAX_BATCH;
    while (removed == MAX_BATCH) {
      removed = transactions.inTransaction(tx -> tx.deliveries().remove(users, MAX_BATCH));
    }
  }

  /// @param together who was one with the user when what they had was removed
  /// @return the identities that meant them, or empty if somebody was merged with them since
  private static Optional<List<Identity>> depart(
      Tx tx, Account account, List<Long> together, Instant now) {
    long owner = together.getFirst();
    tx.departures().lock(account.number());
    return tx.departures().together(owner).equals(together)
        ? Optional.of(
            tx.departures().delete(account.number(), owner, now.truncatedTo(ChronoUnit.MILLIS)))
        : Optional.empty();
  }

  private void emptyProfile(Account account, long user, History profiles, Instant now) {
    var names =
        profiles.profile(account, user).properties().list().stream()
            .<ProfileChange>map(property -> new ProfileChange.Delete(property.name()))
            .toList();
    if (names.isEmpty()) {
      return;
    }
    var record =
        new NewRecord(
            account.number(),
            new KnownUser(user),
            now.getEpochSecond(),
            now.toEpochMilli(),
            new RecordBody.ProfileUpdate(names),
            null);
    var result = log.append(AppendBatch.of(List.of(record)));
    if (!(result instanceof AppendResult.Appended)) {
      throw new StoreUnavailable("the log takes no records", false);
    }
  }
}
