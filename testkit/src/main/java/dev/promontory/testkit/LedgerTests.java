package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.points;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.PostEntries;
import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.outbox.OutboxBatch;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.store.Transactions;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// What the contracts of the ledger have in common: short ways to post and to look.
public abstract class LedgerTests {
  static final Validity NEVER = new Validity(null, new WalletExpiry.Never());

  Rewards rewards;

  /// The stores under test.
  protected abstract Transactions transactions();

  /// An account of the stores under test.
  protected abstract Account account();

  /// How many balances differ from the sums of their lots, draws or entries (L2); reads the store
  /// by other means than the port.
  protected abstract long discrepancies();

  @BeforeEach
  void rewards() {
    rewards = new Rewards(transactions(), account());
  }

  static String refusal(LedgerOutcome outcome) {
    return outcome instanceof Refused refused ? refused.refusal().name() : "";
  }

  Balance find(BalanceKey key) {
    return transactions().inTransaction(tx -> tx.ledger().find(key).balance());
  }

  List<LedgerLine> lines(BalanceKey key) {
    return transactions().inTransaction(tx -> tx.ledger().lines(key, 0, 100));
  }

  /// All events about a balance; empties the outbox.
  List<PointsEvent> events(BalanceKey key) {
    return events().stream().filter(event -> event.key().equals(key)).toList();
  }

  /// All events of a kind; empties the outbox.
  List<PointsEvent> all(PointsEvent.Kind kind) {
    return events().stream().filter(event -> event.kind() == kind).toList();
  }

  List<PointsEvent> events() {
    var events = new ArrayList<PointsEvent>();
    for (var batches = take(); !batches.isEmpty(); batches = take()) {
      batches.forEach(batch -> events.addAll(batch.events()));
    }
    return events;
  }

  List<OutboxBatch> take() {
    return transactions()
        .inTransaction(
            tx -> {
              var batches = tx.outbox().take(100);
              batches.forEach(batch -> tx.outbox().delete(batch.number()));
              return batches;
            });
  }

  void doDue(Instant now) {
    var lots = new ActivateAndExpireLots(transactions());
    while (lots.doDue(now)) {
      // Until nothing is left.
    }
  }

  List<LedgerOutcome> post(Instant now, LedgerCommand... commands) {
    return transactions().inTransaction(tx -> new PostEntries().post(tx, List.of(commands), now));
  }

  LedgerCommand credit(BalanceKey key, String points, Validity validity) {
    return new Credit(new Head(0, account(), key, Source.API, Note.NONE), points(points), validity);
  }

  LedgerCommand debit(BalanceKey key, String points) {
    return new Debit(new Head(0, account(), key, Source.API, Note.NONE), points(points));
  }

  static BalanceKey key(Wallet wallet, long user) {
    return new BalanceKey(wallet.id(), user);
  }

  static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }
}
