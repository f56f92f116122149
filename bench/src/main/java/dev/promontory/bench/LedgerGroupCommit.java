package dev.promontory.bench;

import dev.promontory.account.Account;
import dev.promontory.app.PostToLedger;
import dev.promontory.app.PostToLedger.Answer;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.points.Points;
import dev.promontory.postgres.PostgresAccounts;
import dev.promontory.postgres.PostgresTransactions;
import dev.promontory.server.database.Database;
import dev.promontory.store.Idempotency;
import dev.promontory.testkit.Rewards;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// The ledger of this process, without HTTP: clients that wait for their answers, one credit or
/// debit with an idempotency key each, as the clients of pgbench do with their transfers.
///
/// @param walletId nobody has points in it before
record LedgerGroupCommit(PostToLedger ledger, Account account, long walletId, LedgerPlan plan) {
  private static final int CLIENTS = LedgerSingles.CLIENTS;
  private static final int WARM_UP_OF = 5;
  private static final String BODY_HASH = "0".repeat(64);

  /// Posts operations on a fresh database, some more to warm up.
  static LedgerLoad run(Path folder, LedgerPlan plan, long operations) throws Exception {
    try (var database = Database.open(folder, null, null)) {
      database.migrate();
      var transactions = new PostgresTransactions(database.dataSource());
      var account = new PostgresAccounts(database.dataSource()).create("bench", "UTC", "none");
      long walletId = new Rewards(transactions, account).wallet().id();
      try (var ledger = new PostToLedger(transactions)) {
        var bench = new LedgerGroupCommit(ledger, account, walletId, plan);
        long warmUp = operations / WARM_UP_OF;
        bench.post(0, warmUp);
        return bench.post(warmUp, warmUp + operations);
      }
    }
  }

  /// Posts operations `from` to `to`, `to` excluded.
  private LedgerLoad post(long from, long to) throws Exception {
    var next = new AtomicLong(from);
    var meter = new ProcessMeter(ProcessHandle.current().pid());
    return LedgerLoad.run(meter, CLIENTS, to - from, _ -> post(next, to));
  }

  private Latencies post(AtomicLong next, long to) {
    var latencies = new Latencies();
    for (long no = next.getAndIncrement(); no < to; no = next.getAndIncrement()) {
      long began = System.nanoTime();
      var answer = ledger.post(request(no));
      latencies.add(System.nanoTime() - began);
      if (!(answer instanceof Answer.Decided(Posted _))) {
        throw new IllegalStateException("operation %d was answered %s".formatted(no, answer));
      }
    }
    return latencies;
  }

  private PostToLedger.Request request(long no) {
    var key = new BalanceKey(walletId, plan.user(no) + 1);
    var head = new Head(0, account, key, Source.API, Note.of("Points"));
    var command =
        plan.isCredit(no)
            ? new Credit(head, Points.of(LedgerPlan.CREDIT), Validity.OF_WALLET)
            : new Debit(head, Points.of(LedgerPlan.DEBIT));
    var idempotency =
        new Idempotency.Key(account.number(), "creditDebit/" + walletId, "single-" + no);
    return new PostToLedger.Request(
        command, new Idempotency.Request(idempotency, BODY_HASH), Instant.now());
  }
}
