package dev.promontory.app;

import dev.promontory.account.Account;
import dev.promontory.account.Accounts;
import dev.promontory.log.AppendBatch;
import dev.promontory.log.AppendBatch.Producer;
import dev.promontory.log.AppendResult;
import dev.promontory.log.EventLog;
import dev.promontory.log.NewRecord;
import dev.promontory.outbox.OutboxBatch;
import dev.promontory.outbox.PointsEventRecord;
import dev.promontory.store.Transactions;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Carries reward events from the outbox to the event log, in order, each exactly once: batches are
/// numbered in a transaction of their own before they are appended, so that the log recognises a
/// batch that it was given twice (E6). One thread at a time.
public final class RelayOutbox {

  /// The most batches of one pass.
  public static final int MAX_BATCHES = 8;

  private static final String PRODUCER = "outbox";

  private final Transactions transactions;
  private final Accounts accounts;
  private final EventLog log;
  private final AtomicLong relayed = new AtomicLong();

  public RelayOutbox(Transactions transactions, Accounts accounts, EventLog log) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.log = log;
  }

  /// What a pass has done.
  public enum Relayed {
    /// Nothing waited.
    NOTHING,
    /// What waited was less than fits a pass, and is in the log; there may be more by now.
    FEW,
    /// As much as fits a pass is in the log; there may be more.
    MANY,
    /// The log took no more; try again after a while.
    HELD_UP
  }

  /// How many reward events it has carried so far, repeats included. Any thread may ask.
  public long relayed() {
    return relayed.get();
  }

  /// Relays up to [#MAX_BATCHES] batches.
  public Relayed relay(Instant now) {
    var batches = transactions.inTransaction(tx -> tx.outbox().take(MAX_BATCHES));
    if (batches.isEmpty()) {
      return Relayed.NOTHING;
    }
    var zones = accounts.all().stream().collect(Collectors.toMap(Account::number, Account::zone));
    for (var batch : batches) {
      var result = log.append(toAppend(batch, zones, now));
      if (!(result instanceof AppendResult.Appended)) {
        return Relayed.HELD_UP;
      }
      relayed.addAndGet(batch.events().size());
      transactions.inTransaction(
          tx -> {
            tx.outbox().delete(batch.number());
            return batch;
          });
    }
    return batches.size() < MAX_BATCHES ? Relayed.FEW : Relayed.MANY;
  }

  private static AppendBatch toAppend(OutboxBatch batch, Map<Integer, ZoneId> zones, Instant now) {
    List<NewRecord> records = new ArrayList<>(batch.events().size());
    for (var event : batch.events()) {
      var zone = zones.get(event.account());
      if (zone == null) {
        throw new IllegalStateException("no account " + event.account());
      }
      records.add(PointsEventRecord.of(event, zone, now));
    }
    return new AppendBatch(records, new Producer(PRODUCER, batch.number()));
  }
}
