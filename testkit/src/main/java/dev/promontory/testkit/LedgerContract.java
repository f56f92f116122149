package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.account.Account;
import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.MergeUsers;
import dev.promontory.app.PostEntries;
import dev.promontory.ledger.Balance;
import dev.promontory.ledger.BalanceKey;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.LedgerCommand.Credit;
import dev.promontory.ledger.LedgerCommand.Debit;
import dev.promontory.ledger.LedgerCommand.Head;
import dev.promontory.ledger.LedgerLine;
import dev.promontory.ledger.LedgerOutcome;
import dev.promontory.ledger.LedgerOutcome.Posted;
import dev.promontory.ledger.LedgerOutcome.Refused;
import dev.promontory.ledger.LedgerRefusal;
import dev.promontory.ledger.Note;
import dev.promontory.ledger.Source;
import dev.promontory.ledger.Validity;
import dev.promontory.outbox.OutboxBatch;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.points.Points;
import dev.promontory.store.Transactions;
import dev.promontory.time.Span;
import dev.promontory.wallet.Wallet;
import dev.promontory.wallet.WalletExpiry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger must do.
public abstract class LedgerContract {
  private static final Validity NEVER = new Validity(null, new WalletExpiry.Never());

  private Rewards rewards;

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

  @Test
  void a_credit_and_a_debit_are_entries_with_what_they_lead_to() {
    var key = key(rewards.wallet(), fresh());

    var outcomes = post(NOW, credit(key, "150", NEVER), debit(key, "60"));

    assertThat(outcomes)
        .extracting(outcome -> ((Posted) outcome).active())
        .containsExactly(points("150"), points("90"));
    assertThat(lines(key))
        .extracting(
            line -> line.entry().type(),
            line -> line.entry().sequence(),
            line -> line.entry().change().active(),
            line -> line.entry().after().active())
        .containsExactly(
            tuple(EntryType.DEBIT, 2L, -60_000L, points("90")),
            tuple(EntryType.CREDIT, 1L, 150_000L, points("150")));
    assertThat(discrepancies()).isZero();
  }

  @Test
  void hostile_notes_come_back_as_they_were_sent() {
    var key = key(rewards.wallet(), fresh());
    var hostile = "<script>alert('x')</script>\0\uD83D & \"\u202E\uD83D\uDE00 '; DROP TABLE entry;";
    var note =
        new Note(
            hostile,
            hostile,
            new BigDecimal("-199.999999"),
            hostile,
            hostile,
            null,
            "{\"<b>\":\"&\\u0000\"}");
    var command = new Credit(new Head(0, account(), key, Source.API, note), points("1"), NEVER);

    post(NOW, command);

    assertThat(lines(key).getFirst().entry().note()).isEqualTo(note);
    assertThat(events(key).getFirst().note()).isEqualTo(note);
  }

  @Test
  void a_refused_command_leaves_no_trace_and_does_not_keep_its_neighbours() {
    var key = key(rewards.wallet(), fresh());
    var nowhere = new BalanceKey(999_999_999, key.user());

    var outcomes =
        post(
            NOW,
            debit(key, "1"),
            credit(nowhere, "1", NEVER),
            credit(key, "0.5", NEVER),
            credit(key, "2", NEVER),
            debit(key, "3"));

    assertThat(outcomes)
        .extracting(LedgerContract::refusal)
        .containsExactly(
            LedgerRefusal.INSUFFICIENT_POINTS.name(),
            LedgerRefusal.UNKNOWN_WALLET.name(),
            LedgerRefusal.INVALID_POINTS.name(),
            "",
            LedgerRefusal.INSUFFICIENT_POINTS.name());
    assertThat(lines(key)).hasSize(1);
    assertThat(rewards.holding(rewards.wallet(), 1).balance().sequence()).isZero();
  }

  @Test
  void promised_points_become_active_and_expire_by_the_clock() {
    var key = key(rewards.wallet(), fresh());
    var validity = new Validity(days(7), new WalletExpiry.After(days(30)));
    post(NOW, credit(key, "100", validity));
    var activation = NOW.plus(Duration.ofDays(7));
    var expiry = NOW.plus(Duration.ofDays(37));

    assertThat(lines(key).getFirst().isPromised(activation.minusMillis(1))).isTrue();
    assertThat(lines(key).getFirst().isPromised(activation)).isFalse();
    doDue(activation);
    var afterActivation = find(key);
    doDue(expiry.minusMillis(1));
    var beforeExpiry = find(key);
    doDue(expiry);

    assertThat(afterActivation.active()).isEqualTo(points("100"));
    assertThat(afterActivation.promised()).isEqualTo(Points.ZERO);
    assertThat(beforeExpiry).isEqualTo(afterActivation);
    assertThat(find(key).active()).isEqualTo(Points.ZERO);
    assertThat(find(key).expired()).isEqualTo(points("100"));
    // The activation is no line of its own.
    assertThat(lines(key))
        .extracting(line -> line.entry().type(), line -> line.entry().at())
        .containsExactly(tuple(EntryType.EXPIRY, expiry), tuple(EntryType.CREDIT, NOW));
    assertThat(events(key))
        .extracting(PointsEvent::kind, PointsEvent::at)
        .containsExactly(
            tuple(PointsEvent.Kind.CREDITED, NOW),
            tuple(PointsEvent.Kind.PROMISED, NOW),
            tuple(PointsEvent.Kind.ACTIVATED, activation),
            tuple(PointsEvent.Kind.EXPIRED, expiry));
    assertThat(discrepancies()).isZero();
  }

  @Test
  void s6_what_is_due_when_users_are_merged_is_posted_and_told_first() {
    var wallet = rewards.wallet();
    var from = key(wallet, 800_000 + fresh());
    var into = key(wallet, 800_000 + fresh());
    var activation = NOW.plus(Duration.ofDays(7));
    post(NOW, credit(from, "21", new Validity(days(7), new WalletExpiry.Never())));

    transactions()
        .inTransaction(
            tx ->
                new MergeUsers()
                    .merge(tx, account(), from.user(), into.user(), activation.plusSeconds(60)));

    assertThat(find(from).active()).isEqualTo(Points.ZERO);
    assertThat(find(into).active()).isEqualTo(points("21"));
    assertThat(find(into).credited()).isEqualTo(points("21"));
    assertThat(events(from))
        .extracting(PointsEvent::kind, PointsEvent::at)
        .contains(tuple(PointsEvent.Kind.ACTIVATED, activation));
    assertThat(discrepancies()).isZero();
  }

  @Test
  void more_due_balances_than_a_batch_holds_are_done_in_several() {
    var wallet = rewards.wallet(new WalletExpiry.After(days(1)), 0);
    int users = ActivateAndExpireLots.MAX_BATCH + 1;
    var commands =
        IntStream.rangeClosed(1, users)
            .mapToObj(user -> credit(key(wallet, user), "1", Validity.OF_WALLET))
            .toArray(LedgerCommand[]::new);
    post(NOW.minus(Duration.ofDays(4000)), commands);
    var lots = new ActivateAndExpireLots(transactions());
    var due = NOW.minus(Duration.ofDays(3999));

    assertThat(lots.nextDueAt()).contains(due);
    assertThat(lots.doDue(due)).isTrue();
    assertThat(lots.doDue(due)).isFalse();

    assertThat(find(key(wallet, users)).active()).isEqualTo(Points.ZERO);
    var left = transactions().inTransaction(tx -> tx.ledger().due(due, Set.of(), 10));
    assertThat(left).isEmpty();
  }

  @Test
  void lines_are_paged_from_the_newest() {
    var key = key(rewards.wallet(), fresh());
    for (int i = 1; i <= 5; i++) {
      post(NOW.plusSeconds(i), credit(key, Integer.toString(i), NEVER));
    }

    var page = transactions().inTransaction(tx -> tx.ledger().lines(key, 1, 2));

    assertThat(page)
        .extracting(line -> line.entry().points())
        .containsExactly(points("4"), points("3"));
  }

  private static String refusal(LedgerOutcome outcome) {
    return outcome instanceof Refused refused ? refused.refusal().name() : "";
  }

  private Balance find(BalanceKey key) {
    return transactions().inTransaction(tx -> tx.ledger().find(key).balance());
  }

  private List<LedgerLine> lines(BalanceKey key) {
    return transactions().inTransaction(tx -> tx.ledger().lines(key, 0, 100));
  }

  /// All events about a balance; empties the outbox.
  private List<PointsEvent> events(BalanceKey key) {
    var events = new ArrayList<PointsEvent>();
    for (var batches = take(); !batches.isEmpty(); batches = take()) {
      batches.forEach(batch -> events.addAll(batch.events()));
    }
    return events.stream().filter(event -> event.key().equals(key)).toList();
  }

  private List<OutboxBatch> take() {
    return transactions()
        .inTransaction(
            tx -> {
              var batches = tx.outbox().take(100);
              batches.forEach(batch -> tx.outbox().delete(batch.number()));
              return batches;
            });
  }

  private void doDue(Instant now) {
    var lots = new ActivateAndExpireLots(transactions());
    while (lots.doDue(now)) {
      // Until nothing is left.
    }
  }

  private List<LedgerOutcome> post(Instant now, LedgerCommand... commands) {
    return transactions().inTransaction(tx -> new PostEntries().post(tx, List.of(commands), now));
  }

  private LedgerCommand credit(BalanceKey key, String points, Validity validity) {
    return new Credit(new Head(0, account(), key, Source.API, Note.NONE), points(points), validity);
  }

  private LedgerCommand debit(BalanceKey key, String points) {
    return new Debit(new Head(0, account(), key, Source.API, Note.NONE), points(points));
  }

  private static BalanceKey key(Wallet wallet, long user) {
    return new BalanceKey(wallet.id(), user);
  }

  private static Span days(int days) {
    return new Span(days, Span.Unit.DAY);
  }
}
