package dev.promontory.testkit;

import static dev.promontory.testkit.Rewards.NOW;
import static dev.promontory.testkit.Rewards.fresh;
import static dev.promontory.testkit.Rewards.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.promontory.app.ActivateAndExpireLots;
import dev.promontory.app.MergeUsers;
import dev.promontory.ledger.EntryType;
import dev.promontory.ledger.LedgerCommand;
import dev.promontory.ledger.Validity;
import dev.promontory.outbox.PointsEvent;
import dev.promontory.points.Points;
import dev.promontory.wallet.WalletExpiry;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the clock does to every ledger.
public abstract class LedgerTimesContract extends LedgerTests {
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
  void users_are_reminded_once_of_what_is_left_before_it_expires() {
    var wallet = rewards.reminding(3, new WalletExpiry.After(days(10)));
    var spender = key(wallet, fresh());
    var saver = key(wallet, fresh());
    post(
        NOW,
        credit(spender, "50", Validity.OF_WALLET),
        credit(saver, "50", Validity.OF_WALLET),
        credit(saver, "9", new Validity(null, new WalletExpiry.After(days(2)))));
    post(NOW.plusSeconds(1), debit(spender, "50"), debit(saver, "30"));
    var reminder = NOW.plus(Duration.ofDays(7));

    doDue(reminder.minusMillis(1));
    assertThat(events(saver)).noneMatch(event -> event.kind() == PointsEvent.Kind.EXPIRING);
    doDue(reminder);
    doDue(reminder.plusSeconds(60));

    var told = all(PointsEvent.Kind.EXPIRING);
    assertThat(told)
        .extracting(PointsEvent::key, PointsEvent::points, PointsEvent::at, PointsEvent::expiresAt)
        .containsExactly(tuple(saver, points("29"), reminder, NOW.plus(Duration.ofDays(10))));
    doDue(NOW.plus(Duration.ofDays(11)));
    assertThat(all(PointsEvent.Kind.EXPIRING)).isEmpty();
    assertThat(find(saver).expired()).isEqualTo(points("29"));
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
}
