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
import dev.promontory.user.IdentityMemory;
import dev.promontory.user.KnownUser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Deletes a user: nobody is known by its identities any more, its profile is emptied, its blocks
/// go, and whatever was written beside its entries in the ledger. The entries stay, with their sums
/// and hashes, under a number that nothing links to a person (S6). It gets no rewards any more; an
/// identity that comes again is a new user.
public final class DeleteUser {
  private final Transactions transactions;
  private final EventLog log;
  private final IdentityMemory memory;

  public DeleteUser(Transactions transactions, EventLog log, IdentityMemory memory) {
    this.transactions = transactions;
    this.log = log;
    this.memory = memory;
  }

  /// Deletes a user together with those who were merged into it. Interrupted anywhere, it can be
  /// begun again as long as the identities are known.
  ///
  /// @param profiles where the profile is found
  /// @throws StoreUnavailable if the log takes no records now; the user is still there then
  public void delete(Account account, long user, History profiles, Instant now) {
    long owner =
        transactions.inTransaction(
            tx -> tx.ledger().standing(List.of(), List.of(user)).owner(user));
    emptyProfile(account, owner, profiles, now);
    var gone =
        transactions.inTransaction(
            tx -> {
              tx.departures().lock(account.number());
              return tx.departures()
                  .delete(account.number(), owner, now.truncatedTo(ChronoUnit.MILLIS));
            });
    memory.forget(account.number(), gone);
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
