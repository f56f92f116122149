package dev.promontory.postgres.ledger;

import static dev.promontory.testkit.Rewards.NOW;

import dev.promontory.account.Account;
import dev.promontory.app.PostEntries;
import dev.promontory.audit.Check;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.Holding;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.postgres.TestDatabase;
import dev.promontory.store.Transactions;
import dev.promontory.testkit.Rewards;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// Two stores on one database, as two processes have them: what one remembers, the other changes.
///
/// @param source the database
/// @param jdbi to look into the database past both
/// @param account whose wallets they are
/// @param stores both
record Tills(DataSource source, Jdbi jdbi, Account account, List<Transactions> stores) {

  /// Both on a database of its own.
  static Tills on(String database) {
    var source = TestDatabase.migrated(database);
    return new Tills(
        source,
        Jdbi.create(source),
        new PostgresAccounts(source).create("shop", "UTC", "h"),
        List.of(new PostgresTransactions(source), new PostgresTransactions(source)));
  }

  /// The store of a thread: its neighbours have the other one.
  Transactions store(int thread) {
    return stores.get(thread % stores.size());
  }

  Rewards rewards() {
    return new Rewards(store(0), account);
  }

  Head head(BalanceKey key) {
    return head(key, Note.NONE);
  }

  Head head(BalanceKey key, Note note) {
    return new Head(0, account, key, Source.API, note);
  }

  /// Posts one command in a transaction of its own.
  LedgerOutcome post(int thread, LedgerCommand command) {
    return post(thread, List.of(command), NOW).getFirst();
  }

  /// Posts a batch in a transaction of its own.
  List<LedgerOutcome> post(int thread, List<LedgerCommand> commands, Instant now) {
    return store(thread).inTransaction(tx -> new PostEntries().post(tx, commands, now));
  }

  /// What is there, past what the stores remember.
  Holding find(BalanceKey key) {
    return store(0).inTransaction(tx -> tx.ledger().find(key));
  }

  /// Everything that does not add up: buckets, lots, draws, holds, and sequences with gaps.
  long discrepancies() {
    return LedgerAudit.discrepancies(jdbi);
  }

  /// What the proof of the books finds, once nobody posts any more.
  List<Check> faults() {
    return LedgerAudit.faults(source);
  }
}
